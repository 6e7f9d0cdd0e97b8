import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { clientIp, proxyList } from './client-ip.ts';
import { notpanel } from './dialects/notpanel.ts';
import { dispatch, type ReportError } from './dispatch.ts';
import { openApiDocument } from './openapi.ts';
import { checkReadiness } from './readiness.ts';
import { errorReply, ok, type Reply } from './reply.ts';
import { answerGateway, gatewayOf } from './gateway-events.ts';
import { nextRequestId } from './request-id.ts';
import { storeBody } from './stored-body.ts';

export type ApiOptions = {
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  /** The version that the OpenAPI document names. */
  release: string;
  /** Where customers reach the panel, for the OpenAPI document. */
  panelUrl?: string | undefined;
  /** Hears of errors that nobody expected, such as Sentry. */
  reportError?: ReportError | undefined;
};

export type Api = {
  /** Answers the request, unless its path is none of the API's: false. */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
};

type Asked = { req: IncomingMessage; query: string; requestId: string };
type Route = (asked: Asked) => Promise<Reply | undefined>;

const NO_STORE = ['Cache-Control', 'no-store'];

/** `/api/v2`, its OpenAPI document, where gateways send their events, and the two health checks. */
export function createApi(app: App, options: ApiOptions): Api {
  const { trustedProxies, reportError = () => {} } = options;
  const trusted = trustedProxies.length > 0 ? proxyList(trustedProxies) : undefined;
  const document = storeBody(JSON.stringify(openApiDocument(options)));

  const answerCall: Route = (asked) => {
    const ip = clientIp(asked.req, trusted);
    return dispatch({ ...asked, app, ip, dialect: notpanel }, reportError);
  };

  const routes = new Map<string, Route>([
    ['/api/v2', answerCall],
    ['/api/v2/', answerCall],
    ['/api/openapi.json', async ({ req }) => onlyRead(req) ?? document.reply(req.headers)],
    ['/healthz', async ({ req }) => onlyRead(req) ?? ok({ ok: true })],
    ['/readyz', async ({ req }) => onlyRead(req) ?? readiness(app)],
  ]);

  const routeOf = (path: string): Route | undefined => {
    const gateway = gatewayOf(path);
    if (gateway === undefined) return routes.get(path);
    return (asked) => answerGateway({ ...asked, app, gateway, ip: clientIp(asked.req, trusted) });
  };

  return {
    handle(req, res) {
      const url = req.url ?? '';
      const mark = url.indexOf('?');
      const route = routeOf(mark === -1 ? url : url.slice(0, mark));
      if (!route) return false;
      const requestId = nextRequestId();
      const query = mark === -1 ? '' : url.slice(mark + 1);
      route({ req, query, requestId }).then(
        (reply) => reply && send(app, res, reply, requestId),
        (error: unknown) => {
          app.log.error({ err: error, requestId }, 'a request failed');
          reportError(error, { requestId });
          send(app, res, errorReply(500, 'Internal server error'), requestId);
        },
      );
      return true;
    },
  };
}

function onlyRead({ method }: IncomingMessage): Reply | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  return errorReply(405, `${method} is not taken: use GET`, ['Allow', 'GET, HEAD']);
}

async function readiness(app: App): Promise<Reply> {
  if (app.draining.aborted) return errorReply(503, 'The panel is shutting down');
  try {
    await checkReadiness(app);
    return ok({ ready: true });
  } catch (error) {
    return errorReply(503, isAppError(error) ? error.message : 'The database is away');
  }
}

function send(app: App, res: ServerResponse, reply: Reply, requestId: string): void {
  if (res.headersSent || res.destroyed) return;
  const { status, body, headers = [], close = false } = reply;
  const length = Buffer.byteLength(body);
  // Without a charset: JSON has none, and a client that compares the header knows this form.
  const content = [
    'Content-Type',
    'application/json',
    'Content-Length',
    String(length),
    'X-Content-Type-Options',
    'nosniff',
  ];
  if (close || app.draining.aborted) res.shouldKeepAlive = false;
  res.writeHead(status, [
    ...(status === 304 ? [] : content),
    ...NO_STORE,
    'X-Request-Id',
    requestId,
    ...headers,
  ]);
  // Plain ASCII is written faster as latin1, which it is as well.
  if (typeof body === 'string' && length === body.length) res.end(body, 'latin1');
  else res.end(body);
}
