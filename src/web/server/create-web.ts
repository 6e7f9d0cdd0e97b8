import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { catalogNow } from '#catalog/index.ts';
import type { App } from '#platform/app.ts';
import { answer } from './answer.ts';
import { CLEARED_BY } from './cached-pages.ts';
import type { Site, Visitor } from './context.ts';
import { makeCopy, sendCopy } from './copy.ts';
import { guestKey, type GuestKey } from './guest-key.ts';
import { openPageCopies, type Made } from './page-copies.ts';
import type { Web } from './open-web.ts';
import { openProgramFiles } from './programs/open-program-files.ts';

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
    (request, env) => {
      const ip = ipOf((env as HttpBindings).incoming);
      const nonce = guarded ? randomBytes(16).toString('base64url') : undefined;
      return answer(pages, { request, ip, nonce });
    },
    { overrideGlobalObjects: false },
  );
  const guestCopy = async ({ path, cookies }: GuestKey): Promise<Made> => {
    const headers: Record<string, string> = cookies === '' ? {} : { cookie: cookies };
    const request = new Request(site.url + path, { headers });
    return copyOf(await answer(pages, { request, ip: '', nonce: undefined }));
  };

  const programFiles = openProgramFiles({
    ...{ app, site, paths: web.paths },
    async show(path) {
      const request = new Request(site.url + path);
      const response = await answer(pages, { request, ip: '', nonce: undefined });
      return { status: response.status, html: await response.text() };
    },
  });

  if (middleware) return (req, res) => middleware(req, res, () => void visit(req, res));
  return (req, res) => {
    const asset = assets.get(req.url ?? '');
    if (asset && isReading(req)) return sendCopy(res, asset, req);
    if (programFiles(req, res)) return;
    const key = guestKey(req);
    if (!key) return void visit(req, res);
    // A catalogue is read again some time after the notice of its change: a copy goes by what was read.
    const kept = `${key.text}\n${catalogNow(app)?.version}`;
    const copy = copies.get(kept);
    if (copy) return sendCopy(res, copy, req);
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
  const body = Buffer.from(await response.arrayBuffer());
  const keep =
    (response.status === 200 || response.status === 404) && !response.headers.has('set-cookie');
  return { copy: await makeCopy(response.status, [...response.headers].flat(), body), keep };
}

const isReading = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

const addressOf = ({ socket }: IncomingMessage): string => socket.remoteAddress ?? '';

const nobody = (): Promise<null> => Promise.resolve(null);
