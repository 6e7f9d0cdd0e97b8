import { STATUS_CODES } from 'node:http';
import { AppError } from '#lib/errors.ts';
import { findHolder } from '#keys/index.ts';
import type { App } from '#platform/app.ts';
import { takeIp } from '#platform/limits/index.ts';
import { ACTIONS } from './actions/index.ts';
import { heed, type Caller } from './call.ts';
import { notpanel } from './dialects/notpanel.ts';
import { keepCall } from './keep-call.ts';
import { answered, DIALECTS, proceed, type ReportError } from './dispatch.ts';
import type { Fields } from '#lib/params/fields.ts';
import { nextRequestId } from './request-id.ts';

export type AskedAsKey = {
  accountId: number;
  keyId: number;
  ip: string;
  /** Parameters by name, `action` among them; a `key` among them counts for nothing. */
  fields: ReadonlyMap<string, string>;
};

/** What a caller with that key would have been answered. */
export type ApiAnswer = {
  status: number;
  reason: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: string;
};

/**
 * Runs a read-only action for a signed-in user as one of the account's keys, of which nobody keeps
 * the text: with its dialect, scopes, addresses and limits, and counted against them. What is no
 * read-only action is refused as `invalid_action`, a key that is not the account's as `invalid_key`.
 */
export async function askAsKey(
  app: App,
  { accountId, keyId, ip, fields }: AskedAsKey,
  report: ReportError = () => {},
): Promise<ApiAnswer> {
  const caller: Caller = { app, ip, requestId: nextRequestId(), dialect: notpanel };
  const sent: Fields = new Map(fields);
  const began = { at: app.clock.now(), ms: performance.now(), method: 'PAGE', headers: {} };
  const reply = await answered(
    caller,
    async () => {
      if (app.draining.aborted) throw new AppError('unavailable', 'The panel is shutting down');
      if (app.limits) heed(caller, await takeIp(app, ip));
      const holder = await findHolder(app, { keyId, accountId });
      if (!holder) throw new AppError('invalid_key', 'Invalid API key');
      caller.dialect = DIALECTS[holder.dialect];
      if (ACTIONS.get(fields.get('action') ?? '')?.scope !== 'read') {
        throw new AppError('invalid_action', 'Invalid action');
      }
      return proceed(caller, { holder, fields: sent, headers: {} });
    },
    report,
  );
  keepCall(caller, began, reply);
  const headers = reply.headers ?? [];
  return {
    status: reply.status,
    reason: STATUS_CODES[reply.status] ?? '',
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Request-Id', caller.requestId],
      ...pairs(headers),
    ],
    body: String(reply.body),
  };
}

const pairs = (headers: readonly string[]): [string, string][] =>
  headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : []));
