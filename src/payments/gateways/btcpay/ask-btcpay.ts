import type { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { PostReply } from '#platform/http/index.ts';
import type { BtcpaySettings } from './settings.ts';

const TIMEOUT_MS = 15_000; // somebody waits for the checkout
const MAX_BYTES = 1_000_000;

/** `path` is below the store's, such as `/invoices`. Without a body it reads. */
type Call<T> = { path: string; body?: unknown; answer: z.ZodType<T> };

/** Whatever is refused, not answered or not there is `unavailable`, and its cause says why. */
export async function askBtcpay<T>(app: App, settings: BtcpaySettings, call: Call<T>): Promise<T> {
  const found = await findInBtcpay(app, settings, call);
  if (found === null) throw unavailable(`404 for ${call.path}`);
  return found;
}

/** The same, for what may not be there: null. */
export async function findInBtcpay<T>(
  app: App,
  { url, storeId, apiKey }: BtcpaySettings,
  call: Call<T>,
): Promise<T | null> {
  const reply = await app.post({
    url: new URL(`${url}/api/v1/stores/${storeId}${call.path}`),
    method: call.body === undefined ? 'GET' : 'POST',
    headers: { authorization: `token ${apiKey}`, 'content-type': 'application/json' },
    body: call.body === undefined ? '' : JSON.stringify(call.body),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  });
  if (reply.kind === 'answer' && reply.status === 404) return null;
  if (reply.kind !== 'answer' || reply.status !== 200) throw unavailable(whatCame(reply));
  const read = call.answer.safeParse(parsed(reply.text));
  if (!read.success) throw unavailable(`an answer that is not of this API: ${read.error.message}`);
  return read.data;
}

const LONGEST_QUOTE = 300;

const whatCame = (reply: PostReply): string =>
  reply.kind === 'answer'
    ? `${reply.status}: ${reply.text.slice(0, LONGEST_QUOTE)}`
    : `${reply.kind}: ${reply.error}`;

const unavailable = (cause: string): AppError =>
  new AppError('unavailable', 'BTCPay Server did not take the request', { cause });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
