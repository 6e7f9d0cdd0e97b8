import type { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { TestSettings } from './settings.ts';

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 1_000_000;

type Call<T> = { path: string; body?: unknown; answer: z.ZodType<T> };

/** A call of its API; without a body it reads. What it refuses is `conflict`, in its words. */
export async function askTestGateway<T>(
  app: App,
  { url, apiKey }: TestSettings,
  { path, body, answer }: Call<T>,
): Promise<T> {
  const reply = await app.post({
    url: new URL(`${url}/test-gateway/v1${path}`),
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: body === undefined ? '' : JSON.stringify(body),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  });
  if (reply.kind !== 'answer') {
    throw new AppError('unavailable', 'the test gateway does not answer', { cause: reply.error });
  }
  if (reply.status !== 200) {
    throw new AppError('conflict', `the test gateway refused: ${reply.text.slice(0, 200)}`);
  }
  return answer.parse(JSON.parse(reply.text));
}
