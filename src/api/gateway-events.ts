import type { IncomingMessage } from 'node:http';
import { isAppError } from '#lib/errors.ts';
import { receiveNotification } from '#payments/index.ts';
import type { App } from '#platform/app.ts';
import { networkOf, take } from '#platform/limits/index.ts';
import { GONE, readBody, UNREAD } from './read-body.ts';
import { errorReply, ok, type Reply } from './reply.ts';

export type GatewayCall = {
  app: App;
  req: IncomingMessage;
  ip: string;
  requestId: string;
  /** Of the gateway, as its address has it. */
  gateway: string;
};

const PATH = /^\/gateways\/([a-z0-9][a-z0-9-]{0,29})\/events$/;

/** The gateway that an address is for; undefined for other addresses. */
export const gatewayOf = (path: string): string | undefined => PATH.exec(path)?.[1];

/**
 * Takes what a payment gateway sends: the very bytes, no cookies. 200 says that it is written down,
 * 400 that its signature is not right, 5xx asks to have it again; undefined: nobody is there.
 */
export async function answerGateway(call: GatewayCall): Promise<Reply | undefined> {
  const { app, req, gateway } = call;
  if (req.method !== 'POST') return errorReply(405, 'Use POST', ['Allow', 'POST']);
  if (await isFlooding(call)) return errorReply(429, 'Rate limit exceeded', ['Retry-After', '60']);
  try {
    const body = await readBody(req);
    await receiveNotification(app, gateway, { headers: headersOf(req), body });
    return ok({ received: true });
  } catch (error) {
    return error === GONE ? undefined : refusal(call, error);
  }
}

// Each may cost calls of the gateway's API. Stripe sends from a dozen addresses; a gateway that is
// told to wait sends again.
const A_MINUTE = 1_200;

async function isFlooding({ app, ip }: GatewayCall): Promise<boolean> {
  const subject = `gateway/${networkOf(ip)}`;
  const { allowed } = await take(app, [{ name: 'ip', subject, limit: A_MINUTE }]);
  return !allowed;
}

/** Neither the body nor a header is logged: they hold signatures, and what payers have written. */
function refusal({ app, gateway, requestId }: GatewayCall, error: unknown): Reply {
  const code = isAppError(error) ? error.code : 'internal';
  if (code === 'not_found') return errorReply(404, 'Not found');
  if (code === 'malformed_request') {
    return { ...errorReply(413, 'Too large'), close: (error as Error).cause === UNREAD };
  }
  if (code === 'invalid_signature') {
    app.log.warn({ gateway, requestId }, 'a notification is not signed as its gateway signs');
    return errorReply(400, 'Bad request');
  }
  app.log.error({ err: error, gateway, requestId }, 'a notification could not be taken');
  return errorReply(code === 'unavailable' ? 503 : 500, 'Internal server error');
}

const headersOf = ({ headers }: IncomingMessage): Headers =>
  new Headers(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'cookie' ? [[name, value] as [string, string]] : [],
    ),
  );
