import type { IncomingMessage } from 'node:http';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { KeyHolder } from '#keys/index.ts';
import type { Fields } from '#lib/params/fields.ts';
import { tightest, type Decision } from '#platform/limits/index.ts';
import type { Dialect } from './dialects/dialect.ts';

/** Who calls, and what is known about the call so far. */
export type Caller = {
  readonly app: App;
  readonly ip: string;
  /** Ours, in `X-Request-Id` and the log. */
  readonly requestId: string;
  /** The key's, once it is known. */
  dialect: Dialect;
  /** What the limits say; undefined while none was asked. */
  decision?: Decision;
  /** Whose call it is and what they sent, once that is known. */
  known?: { readonly holder: KeyHolder; readonly fields: Fields };
  /** The name of the action, once it was chosen. */
  action?: string;
};

/** One request to `/api/v2`. */
export type Call = Caller & { readonly req: IncomingMessage; readonly query: string };

/** Keeps what a limit decided for the headers, and refuses with `rate_limited` if it is spent. */
export function heed(call: Caller, decision: Decision): void {
  call.decision = call.decision ? tightest(call.decision, decision) : decision;
  if (!decision.allowed) throw new AppError('rate_limited', 'Rate limit exceeded');
}
