import { perApp, type App } from '#platform/app.ts';
import type { Provider, Reply } from './provider.ts';
import { recordCall } from './record-call.ts';

// reliability.md 5.3
const ANSWER_BYTES = 64 * 1024;
const SERVICES_BYTES = 8 * 1024 * 1024;
const EXACT_DIGITS = 15; // of a decimal, that a float keeps
const HIDDEN = '[key]';
const KEPT_CHARACTERS = 2_000; // enough of an answer for a person to judge it

/**
 * One call to a provider, measured; never throws and never repeats. The reply says what is certain:
 * JSON came back, nothing was sent, or nobody knows. The key is in neither logs nor kept answers.
 */
export async function callProvider(
  app: App,
  provider: Provider,
  action: string,
  params: Record<string, string>,
): Promise<Reply> {
  const begun = app.clock.now();
  const reply = await ask(app, provider, action, params);
  const ms = app.clock.now() - begun;
  recordCall(app, provider.id, { action, ms, failed: reply.kind !== 'json' });
  return reply;
}

async function ask(
  app: App,
  provider: Provider,
  action: string,
  params: Record<string, string>,
): Promise<Reply> {
  let door: Door;
  try {
    door = doorOf(app, provider);
  } catch (error) {
    return { kind: 'never_sent', error: (error as Error).message };
  }
  const { key, spellings, url } = door;
  const reply = await app.post({
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ key, action, ...params }).toString(),
    timeoutMs: provider.timeoutMs,
    keepAlive: true,
    maxBytes: action === 'services' ? SERVICES_BYTES : ANSWER_BYTES,
  });
  if (reply.kind === 'never_sent') return reply;
  const whole = spellings.reduce((rest, one) => rest.replaceAll(one, HIDDEN), reply.text);
  const text = whole.replaceAll('\0', '').slice(0, KEPT_CHARACTERS);
  if (reply.kind === 'broken') return { kind: 'unknown', error: reply.error, text };
  const body = parse(whole, key);
  const { status } = reply;
  if (status >= 500 || (status >= 300 && status < 400)) {
    return { kind: 'unknown', error: `HTTP ${status}`, text };
  }
  if (body === undefined) return { kind: 'unknown', error: 'the answer is not JSON', text };
  return {
    kind: 'json',
    status,
    body,
    text,
    retryAfterMs: retryAfter(reply.headers['retry-after'], app),
  };
}

type Door = { key: string; spellings: string[]; url: URL };

/** Opening them costs a tenth of a call; a provider that changes is read anew. */
function doorOf(app: App, provider: Provider): Door {
  const known = doors(app).get(provider);
  if (known) return known;
  const key = app.vault.open(provider.keySealed);
  const door = { key, spellings: spellingsOf(key), url: new URL(provider.url) };
  doors(app).set(provider, door);
  return door;
}

/** As a page, JSON or PHP's JSON may write it when it repeats what it was asked. */
function spellingsOf(key: string): string[] {
  const quoted = JSON.stringify(key).slice(1, -1);
  const form = new URLSearchParams({ key }).toString().slice('key='.length);
  return [...new Set([key, quoted, quoted.replaceAll('/', '\\/'), form, encodeURIComponent(key)])];
}

const doors = perApp(() => new WeakMap<Provider, Door>());

function parse(text: string, key: string): unknown {
  try {
    return JSON.parse(
      text.replace(/^\uFEFF/, ''),
      (_, value: unknown, context?: { source?: string }) => {
        if (typeof value === 'string') return storable(value).replaceAll(key, HIDDEN);
        return typeof value === 'number' ? exact(value, context?.source) : value;
      },
    );
  } catch {
    return undefined;
  }
}

/** A number that a float would change stays the text it came as: long ids, amounts of many digits. */
function exact(value: number, source = String(value)): number | string {
  if (String(value) === source) return value;
  const digits = source.replace(/[eE].*/, '').replace(/\D/g, '').length;
  return digits <= EXACT_DIGITS && Number.isSafeInteger(value) ? value : source;
}

/** JSON may escape what Postgres stores in neither text nor jsonb: one odd answer must not jam all. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** Seconds or a date, as HTTP has it. */
function retryAfter(value: string | undefined, app: App): number | null {
  if (value === undefined) return null;
  const ms = /^\d{1,6}$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - app.clock.now();
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
