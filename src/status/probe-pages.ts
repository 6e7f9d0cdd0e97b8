import type { App } from '#platform/app.ts';
import { stateAfter, type Probe } from './status.ts';

const TIMEOUT_MS = 10_000;
const NO_KEY = 'probe'; // no key looks like this one
const REFUSAL = 'Invalid API key';

/**
 * Calls this process's own API and opens its sign-in page over real HTTP. The API is asked with a
 * key that nobody has: only its own refusal, which needs the database, proves that it answers.
 */
export async function probePages(app: App, ownUrl: string): Promise<Probe[]> {
  const call = {
    method: 'POST',
    body: new URLSearchParams({ key: NO_KEY, action: 'balance' }),
  };
  return Promise.all([
    probe(app, 'api', `${ownUrl}/api/v2`, call, async (answer) => {
      const { error } = (await answer.json()) as { error?: unknown };
      return answer.status === 400 && error === REFUSAL;
    }),
    probe(app, 'sign_in', `${ownUrl}/sign-in`, {}, async (answer) => {
      const page = await answer.text();
      return answer.status === 200 && page.includes('<form');
    }),
  ]);
}

async function probe(
  app: App,
  component: 'api' | 'sign_in',
  url: string,
  init: RequestInit,
  isRight: (answer: Response) => Promise<boolean>,
): Promise<Probe> {
  const started = performance.now();
  try {
    // Our own server, not a foreign one, whose addresses the guard of `app.post` would refuse.
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const right = await isRight(await fetch(url, { ...init, signal, redirect: 'manual' }));
    const tookMs = Math.round(performance.now() - started);
    return { component, state: right ? stateAfter(component, tookMs) : 'down', tookMs };
  } catch (error) {
    app.log.debug({ err: (error as Error).message, component }, 'a probe failed');
    return { component, state: 'down', tookMs: null };
  }
}
