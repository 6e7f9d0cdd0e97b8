import {
  ApiError,
  errorOf,
  NoAnswerError,
  NotpanelError,
  RateLimitedError,
  ServerError,
  TimedOutError,
  UnavailableError,
  UnreadableAnswerError,
  type About,
} from './errors.ts';

export const VERSION = '0.1.0';

export type Options = {
  /** The panel, such as `https://panel.example`, or its endpoint. */
  url: string;
  key: string;
  /** For one try, to the last byte of its answer; 30,000. */
  timeoutMs?: number;
  /** How often a call is repeated at most; 3. */
  retries?: number;
  /** A longer wait than this is yours to decide on: the error is thrown; 65,000. */
  maxWaitMs?: number;
  /** For tests. */
  fetch?: typeof fetch;
  sleep?: (ms: number) => Promise<void>;
  random?: () => number;
  now?: () => number;
};

type Field = string | number | readonly (string | number)[] | undefined;
export type Fields = { action: string; request_id?: string } & Record<string, Field>;
export type Answer = { headers: Headers; about: About };
export type Send = <Value>(
  fields: Fields,
  read: (json: unknown, answer: Answer) => Value,
) => Promise<Value>;

// A call that has the same outcome however often it arrives; of `add` the request_id sees to that.
const REPEATABLE = /^(services|status|refill_status|balance|webhook\.list|add|cancel)$/;
const COMMA_LISTS = /^(orders|refills|events)$/;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

/** Sends calls, repeats those that may be repeated, and throws typed errors. */
export function openTransport(options: Options): Send {
  const { retries = 3, maxWaitMs = 65_000, sleep = pass, random = Math.random } = options;
  return async (fields, read) => {
    for (let tried = 0; ; tried += 1) {
      try {
        return await attempt(options, fields, read);
      } catch (error) {
        if (tried >= retries || !mayRepeat(error, fields.action)) throw error;
        const asked = error instanceof ApiError ? (error.retryAfter ?? 0) * 1_000 : 0;
        const pause = Math.min(FIRST_PAUSE_MS * 2 ** tried, LONGEST_PAUSE_MS);
        // Half of it is chance: clients that failed together must not come back together.
        const wait = asked + pause * (0.5 + random() / 2);
        if (wait > maxWaitMs) throw error;
        await sleep(wait);
      }
    }
  };
}

const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function mayRepeat(error: unknown, action: string): boolean {
  // Nothing was done yet.
  if (error instanceof RateLimitedError || error instanceof UnavailableError) return true;
  if (!REPEATABLE.test(action)) return false;
  if (error instanceof NoAnswerError || error instanceof ServerError) return true;
  return error instanceof UnreadableAnswerError && (error.status === 200 || error.status >= 500);
}

async function attempt<Value>(
  options: Options,
  fields: Fields,
  read: (json: unknown, answer: Answer) => Value,
): Promise<Value> {
  const called: About = { action: fields.action, requestId: fields.request_id };
  const { status, headers, text } = await post(options, fields, called);
  const about = { ...called, status, callId: headers.get('x-request-id') ?? undefined };
  try {
    const json: unknown = JSON.parse(text);
    const { error } = (json ?? {}) as { error?: unknown };
    if (typeof error === 'string') {
      const wait = retryAfter(status, headers, options.now ?? Date.now);
      throw errorOf(error, { ...about, retryAfter: wait }, headers);
    }
    if (status !== 200) throw new TypeError('an error is missing');
    return read(json, { headers, about });
  } catch (error) {
    if (error instanceof NotpanelError) throw error;
    const start = text.slice(0, 80).replaceAll(/\s+/g, ' ');
    const cause = { cause: error };
    throw new UnreadableAnswerError(`HTTP ${status}: ${start}`, { ...about, ...cause });
  }
}

async function post(options: Options, fields: Fields, about: About) {
  const { key, timeoutMs = 30_000, fetch = globalThis.fetch } = options;
  try {
    const response = await fetch(endpoint(options.url), {
      method: 'POST',
      headers: { 'user-agent': `notpanel-typescript/${VERSION}`, accept: 'application/json' },
      body: form({ key, ...fields }),
      redirect: 'manual', // the body carries the key
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'TimeoutError') {
      throw new NoAnswerError('No answer came', { ...about, cause });
    }
    throw new TimedOutError(`No answer within ${timeoutMs} ms`, { ...about, cause });
  }
}

function form(fields: Record<string, Field>): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const separator = COMMA_LISTS.test(name) ? ',' : '\n';
    body.set(name, Array.isArray(value) ? value.join(separator) : String(value));
  }
  return body;
}

function endpoint(url: string): string {
  const plain = url.replace(/\/+$/, '');
  return plain.endsWith('/api/v2') ? plain : `${plain}/api/v2`;
}

/** Seconds. Both headers mean the same moment; the first needs no common clock. */
function retryAfter(status: number, headers: Headers, now: () => number): number | undefined {
  const [wait, reset] = [headers.get('retry-after'), headers.get('x-ratelimit-reset')];
  if (wait !== null && /^\d+$/.test(wait)) return Number(wait);
  if (status !== 429 || reset === null) return undefined;
  return Math.max(0, Number(reset) - now() / 1_000);
}
