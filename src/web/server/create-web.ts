import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { catalogNow } from '#catalog/index.ts';
import type { App } from '#platform/app.ts';
import { answer } from './answer.ts';
import { CLEARED_BY } from './cached-pages.ts';
import { compress } from './compress.ts';
import type { Site, Visitor } from './context.ts';
import { makeCopy, sendCopy } from './copy.ts';
import { plain } from './plain-answer.ts';
import { openRenderLimit } from './render-limit.ts';
import { guestKey, type GuestKey } from './guest-key.ts';
import { openPageCopies, type Made } from './page-copies.ts';
import type { Web } from './open-web.ts';
import { openProgramFiles } from './programs/open-program-files.ts';
import type { Sources } from './programs/program-file.ts';

export type WebOptions = Omit<Site, 'currency' | 'dev'> & {
  dev?: boolean;
  /** The caller's address; proxies that are trusted are seen through. */
  ipOf?(req: IncomingMessage): string;
  /** Who is signed in by a request's cookies. Asked only where there are some. */
  readVisitor?(app: App, headers: Headers): Promise<Visitor | null>;
};

type Listener = (req: IncomingMessage, res: ServerResponse) => void;

/** Answers whatever the API did not take: pages, the browser's files, copies for guests. */
export function createWeb(app: App, web: Web, options: WebOptions): Listener {
  const { render, assets, middleware } = web;
  const { ipOf = addressOf, readVisitor = nobody, dev = false, ...rest } = options;
  const site: Site = { ...rest, dev, currency: app.currency };
  // Vite's scripts are inline and change: its pages have neither policy nor nonce.
  const guarded = middleware === undefined;
  const pages = { app, site, render, readVisitor, guarded };
  const copies = openPageCopies(() => performance.now());
  for (const topic of CLEARED_BY) app.listener.on(topic, () => copies.clear());

  const visit = getRequestListener(
    async (request, env) => {
      const ip = ipOf((env as HttpBindings).incoming);
      const nonce = guarded ? randomBytes(16).toString('base64url') : undefined;
      return compress(request, await answer(pages, { request, ip, nonce }));
    },
    { overrideGlobalObjects: false, errorHandler: notHttp },
  );
  const asGuest = (path: string, headers: Record<string, string> = {}): Promise<Response> => {
    const request = new Request(site.url + path, { headers });
    return answer(pages, { request, ip: '', nonce: undefined });
  };
  const guestCopy = async ({ path, cookies }: GuestKey): Promise<Made> =>
    copyOf(await asGuest(path, cookies === '' ? {} : { cookie: cookies }));

  const mayRender = openRenderLimit(() => performance.now());
  const isLimited = (req: IncomingMessage, res: ServerResponse): boolean => {
    if (mayRender(ipOf(req))) return false;
    void sendPlain(res, plain(429, 'Too many pages at once. Go on in a moment.', AGAIN));
    return true;
  };
  const sources: Sources = {
    ...{ app, site, paths: web.paths },
    show: async (path) => shownBy(await asGuest(path)),
  };
  const programFiles = openProgramFiles(sources, isLimited);

  const visitOf = (req: IncomingMessage, res: ServerResponse): void => {
    if (!isLimited(req, res)) void visit(req, res);
  };

  if (middleware) return (req, res) => middleware(req, res, () => visitOf(req, res));
  return (req, res) => {
    const asset = assets.get(req.url ?? '');
    if (asset && isReading(req)) return sendCopy(res, asset, req);
    if (programFiles(req, res)) return;
    const key = guestKey(req);
    if (!key) return visitOf(req, res);
    // A catalogue is read again some time after the notice of its change: a copy goes by what was read.
    const kept = `${key.text}\n${catalogNow(app)?.version}`;
    const copy = copies.get(kept);
    if (copy) return sendCopy(res, copy, req);
    if (!copies.isMaking(kept) && isLimited(req, res)) return;
    copies
      .make(kept, key.row.seconds * 1_000, () => guestCopy(key))
      .then(
        (made) => sendCopy(res, made.copy, req),
        (error: unknown) => {
          app.log.error({ err: error }, 'a copy of a page could not be made');
          res.destroy();
        },
      );
  };
}

/** Good answers are kept, and that a page is not there. */
async function copyOf(response: Response): Promise<Made> {
  const { status, headers } = response;
  const body = Buffer.from(await response.arrayBuffer());
  const keep = (status === 200 || status === 404) && !headers.has('set-cookie');
  headers.delete('set-cookie'); // one visitor's, and whoever asked meanwhile gets this answer too
  return { copy: await makeCopy(status, [...headers].flat(), body), keep };
}

const shownBy = async (page: Response) => ({ status: page.status, html: await page.text() });

const AGAIN = { 'retry-after': '5' };

async function sendPlain(res: ServerResponse, answer: Response): Promise<void> {
  const body = await answer.text();
  res.writeHead(answer.status, [...answer.headers].flat()).end(body);
}

/** The address or the host of a request is none. */
const notHttp = (): Response => plain(400, 'This address cannot be read.');

const isReading = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

const addressOf = ({ socket }: IncomingMessage): string => socket.remoteAddress ?? '';

const nobody = (): Promise<null> => Promise.resolve(null);
