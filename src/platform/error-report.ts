import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import { scrub } from './scrub.ts';

/** Sends unexpected errors to Sentry, or to anything that takes its envelopes. */
export type ErrorReport = {
  send(error: unknown, about: { message?: string; requestId?: string; fatal?: boolean }): void;
  /** Waits until what was sent has arrived, at most `timeoutMs`. */
  flush(timeoutMs: number): Promise<void>;
};

export type ErrorReportOptions = { dsn: string; release: string; environment: string };

const SEND_TIMEOUT_MS = 5_000;
const MOST_PER_MINUTE = 60; // a broken database must not become a flood of reports
const MOST_WAITING = 20;
const DEEPEST_CAUSE = 5;

/**
 * One event per error: type, message, stack and causes, with the request's id as a tag, nothing
 * of the request itself. Keeps to the receiver's Retry-After and never throws.
 */
export function openErrorReport(options: ErrorReportOptions): ErrorReport {
  const { url, auth } = readDsn(options.dsn, options.release);
  const waiting = new Set<Promise<void>>();
  let minute = 0;
  let sentThisMinute = 0;
  let silentUntil = 0;

  const mayStart = (now: number) => {
    const current = Math.floor(now / 60_000);
    if (current !== minute) [minute, sentThisMinute] = [current, 0];
    if (now < silentUntil || waiting.size >= MOST_WAITING) return false;
    sentThisMinute += 1;
    return sentThisMinute <= MOST_PER_MINUTE;
  };
  const post = async (body: string) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-sentry-envelope', 'x-sentry-auth': auth },
      body,
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (answer.status !== 429) return;
    silentUntil = Date.now() + 1000 * (Number(answer.headers.get('retry-after')) || 60);
  };

  return {
    send(error, about) {
      if (!mayStart(Date.now())) return;
      const sending = post(envelopeOf(error, about, options)).catch(() => {});
      waiting.add(sending);
      void sending.finally(() => waiting.delete(sending));
    },
    async flush(timeoutMs) {
      await Promise.race([Promise.all(waiting), pause(timeoutMs, undefined, { ref: false })]);
    },
  };
}

function readDsn(dsn: string, release: string) {
  const { protocol, username, host, pathname } = new URL(dsn);
  const [, folder = '', project] = /^(.*)\/(\d+)$/.exec(pathname) ?? [];
  return {
    url: `${protocol}//${host}${folder}/api/${project}/envelope/`,
    auth: `Sentry sentry_version=7, sentry_client=${release.replace('@', '/')}, sentry_key=${username}`,
  };
}

function envelopeOf(
  error: unknown,
  about: { message?: string; requestId?: string; fatal?: boolean },
  { release, environment }: ErrorReportOptions,
): string {
  const event = {
    event_id: randomUUID().replaceAll('-', ''),
    timestamp: Date.now() / 1000,
    platform: 'node',
    level: about.fatal ? 'fatal' : 'error',
    release,
    environment,
    ...(about.message ? { logentry: { formatted: scrub(about.message) } } : {}),
    ...(about.requestId ? { tags: { request_id: about.requestId } } : {}),
    exception: { values: exceptionsOf(error) },
  };
  const header = { event_id: event.event_id, sent_at: new Date().toISOString() };
  const item = { type: 'event', content_type: 'application/json' };
  return [header, item, event].map((part) => JSON.stringify(part)).join('\n') + '\n';
}

/** The protocol wants the innermost cause first. */
function exceptionsOf(error: unknown) {
  const values = [];
  for (let one = error; one !== undefined && values.length < DEEPEST_CAUSE;) {
    const known = one instanceof Error ? one : new Error(inspect(one));
    values.unshift({
      type: known.name,
      value: scrub(known.message),
      stacktrace: { frames: framesOf(known.stack ?? '') },
    });
    one = known.cause;
  }
  return values;
}

const FRAME = /^\s+at (?:(.+?) \()?(?:file:\/\/)?(.+?):(\d+):(\d+)\)?$/;

/** Outermost call first, as the protocol wants it. */
function framesOf(stack: string) {
  const frames = stack.split('\n').flatMap((line) => {
    const [, name, filename = '', lineno, colno] = FRAME.exec(line) ?? [];
    if (!lineno) return [];
    const isOurs = !/node_modules|^node:/.test(filename);
    const place = { filename, lineno: Number(lineno), colno: Number(colno), in_app: isOurs };
    return [{ ...(name ? { function: name } : {}), ...place }];
  });
  return frames.reverse();
}
