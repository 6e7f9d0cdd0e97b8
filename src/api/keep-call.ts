import type { IncomingHttpHeaders } from 'node:http';
import { recordCall } from '#requests/index.ts';
import type { Caller } from './call.ts';
import type { Reply } from './reply.ts';

export type Began = {
  /** In milliseconds since 1970, and by the clock that durations are measured with. */
  at: number;
  ms: number;
  method: string;
  headers: IncomingHttpHeaders;
};

/** Hands a call to the log of its account, by reference: what is kept of it is decided later. */
export function keepCall(call: Caller, { at, ms, method, headers }: Began, reply: Reply): void {
  if (!call.known) return; // without a key that is good it is nobody's
  const { holder, fields } = call.known;
  recordCall(call.app, {
    requestId: call.requestId,
    at,
    tookUs: (performance.now() - ms) * 1_000,
    accountId: holder.accountId,
    keyId: holder.keyId,
    dialect: call.dialect.name,
    ip: call.ip,
    method,
    contentType: headers['content-type'],
    userAgent: headers['user-agent'],
    fields,
    action: call.action,
    answer: reply,
  });
}
