import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { AppError, isAppError } from '#lib/errors.ts';
import { findKey, touchKey, type KeyHolder } from '#keys/index.ts';
import { isUnavailable } from '#platform/db/postgres-errors.ts';
import { takeAccount, takeIp } from '#platform/limits/index.ts';
import type { Action, ActionCall } from './actions/action.ts';
import { ACTIONS } from './actions/index.ts';
import { heed, type Call, type Caller } from './call.ts';
import { keepCall } from './keep-call.ts';
import { classic } from './dialects/classic.ts';
import type { Dialect } from './dialects/dialect.ts';
import { notpanel } from './dialects/notpanel.ts';
import { malformed, type Fields } from '#lib/params/fields.ts';
import { GONE, UNREAD } from './read-body.ts';
import { rateHeaders } from './rate-headers.ts';
import { readFields } from './read-fields.ts';
import { missingParameter } from '#lib/params/read-params.ts';
import { errorReply, type Reply } from './reply.ts';

export const DIALECTS: Record<KeyHolder['dialect'], Dialect> = { notpanel, classic };

const RETRY_AFTER_S = 5; // a restarted database was back after 3 s at most (reliability.md 10.1)

export type ReportError = (error: unknown, about: { requestId: string }) => void;

/** Answers a call to `/api/v2`. Every error becomes an answer here; undefined: nobody is there. */
export async function dispatch(call: Call, report: ReportError): Promise<Reply | undefined> {
  const began = { at: call.app.clock.now(), ms: performance.now() };
  try {
    const reply = await answered(call, () => perform(call), report);
    keepCall(call, { ...began, ...from(call.req) }, reply);
    return reply;
  } catch (error) {
    if (error === GONE) return undefined;
    throw error;
  }
}

/** The answer to some work, with the headers of the limits; a refusal becomes an answer, too. */
export async function answered(
  call: Caller,
  work: () => Promise<Reply>,
  report: ReportError,
): Promise<Reply> {
  let reply: Reply;
  try {
    reply = await work();
  } catch (error) {
    if (error === GONE) throw error;
    reply = refuse(call, error, report);
  }
  const limits = rateHeaders(call.decision, call.app.clock.now());
  return { ...reply, headers: [...(reply.headers ?? []), ...limits] };
}

/** The order of the checks is contract 2's. */
async function perform(call: Call): Promise<Reply> {
  const { app, req } = call;
  if (app.draining.aborted) throw new AppError('unavailable', 'The panel is shutting down');
  if (app.limits) heed(call, await takeIp(app, call.ip));
  checkHead(req);
  const fields = await readFields(req, call.query);
  const holder = await identify(call, fields);
  return proceed(call, { holder, fields, headers: req.headers });
}

type Asking = Pick<ActionCall, 'holder' | 'fields' | 'headers'>;

/** From the known key on: what holds for a call however its caller was recognised. */
export async function proceed(call: Caller, asking: Asking): Promise<Reply> {
  const { app } = call;
  const { holder, fields } = asking;
  call.known = asking;
  if (holder.suspended) throw new AppError('account_suspended', 'Account suspended');
  if (app.limits) heed(call, await takeAccount(app, holder));
  touchKey(app, holder.keyId, call.ip);
  checkAddress(holder, call.ip);
  const action = chooseAction(fields, call.dialect);
  call.action = action.name;
  checkScope(holder, action);
  return action.run({ app, dialect: call.dialect, ...asking });
}

const from = ({ method = '', headers }: IncomingMessage) => ({ method, headers });

function checkHead({ method, headers, httpVersion }: IncomingMessage): void {
  if (method !== 'POST' && method !== 'GET') throw malformed(`${method} is not taken: use POST`);
  if (headers.host === undefined && httpVersion === '1.1') throw malformed('The Host is missing');
}

async function identify(call: Call, fields: Fields): Promise<KeyHolder> {
  const key = fields.get('key');
  const holder = await findKey(call.app, typeof key === 'string' ? key : undefined);
  if (holder) call.dialect = DIALECTS[holder.dialect];
  // Who opens the address in a browser has sent no key, and must hear this first.
  if (call.req.method === 'GET' && (holder ? !call.dialect.takesGet : key === undefined)) {
    throw malformed('GET is not taken: use POST');
  }
  if (!holder) throw new AppError('invalid_key', 'Invalid API key');
  return holder;
}

function checkAddress({ allowedIps }: KeyHolder, ip: string): void {
  const family = isIP(ip);
  if (allowedIps === null) return;
  if (family !== 0 && allowedIps.check(ip, family === 6 ? 'ipv6' : 'ipv4')) return;
  throw new AppError('ip_not_allowed', `This key may not be used from ${ip}`);
}

function chooseAction(fields: Fields, dialect: Dialect): Action {
  const sent = fields.get('action');
  const name = isAbsent(sent) ? dialect.guessAction((field) => !isAbsent(fields.get(field))) : sent;
  if (name === undefined) throw missingParameter('action');
  const action = typeof name === 'string' ? ACTIONS.get(name.trim()) : undefined;
  if (!action) throw new AppError('invalid_action', 'Invalid action');
  return action;
}

const isAbsent = (value: ReturnType<Fields['get']>): boolean => value === undefined || value === '';

function checkScope({ scopes }: KeyHolder, { name, scope }: Action): void {
  if (scopes.has(scope)) return;
  throw new AppError('scope_missing', `This key may not ${name}: it lacks the scope ${scope}`);
}

function refuse(call: Caller, error: unknown, report: ReportError): Reply {
  const known = asAppError(error);
  const { status, text } = call.dialect.errors[known.code];
  if (status === 500) {
    call.app.log.error({ err: error, requestId: call.requestId }, 'a call failed');
    report(error, { requestId: call.requestId });
  }
  const headers = status === 503 ? ['Retry-After', String(RETRY_AFTER_S)] : undefined;
  return { ...errorReply(status, text(known), headers), close: known.cause === UNREAD };
}

function asAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = isUnavailable(error) ? 'unavailable' : 'internal';
  return new AppError(code, 'unexpected', { cause: error });
}
