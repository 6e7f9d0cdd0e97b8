import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { App } from '#platform/app.ts';
import { isUnavailable } from '#platform/db/postgres-errors.ts';
import { homePage } from './home-page.ts';
import { favicon, type Site } from './layout.ts';
import { failedPage, notFoundPage, unavailablePage } from './error-pages.ts';
import { readFigures, type Figures } from './read-figures.ts';

export type WebOptions = Omit<Site, 'stylesheet' | 'currency'>;

const STYLES = readFileSync(new URL('./styles/site.css', import.meta.url), 'utf8');
const STYLESHEET = `/assets/site-${createHash('sha256').update(STYLES).digest('hex').slice(0, 12)}.css`;
const YEAR = 'public, max-age=31536000, immutable';
const FIGURES_MS = 5_000; // a page view must not be a query

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; " +
    "form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** The pages that people see, rendered here, without a script. Takes whatever the API did not. */
export function createWeb(
  app: App,
  options: WebOptions,
): (req: IncomingMessage, res: ServerResponse) => void {
  const site: Site = { ...options, currency: app.currency, stylesheet: STYLESHEET };
  const figures = remembered(() => readFigures(app));
  const web = new Hono();
  web.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    if (site.url.startsWith('https:')) c.header('strict-transport-security', 'max-age=31536000');
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-cache');
  });
  web.get('/', async (c) => c.html(homePage(site, await figures())));
  web.get(STYLESHEET, (c) => {
    c.header('cache-control', YEAR);
    return c.body(STYLES, 200, { 'content-type': 'text/css; charset=utf-8' });
  });
  web.get('/favicon.svg', async (c) =>
    c.body(String(await favicon), 200, { 'content-type': 'image/svg+xml' }),
  );
  web.get('/robots.txt', (c) => c.text(site.demo ? 'User-agent: *\nDisallow: /\n' : ''));
  web.notFound((c) => c.html(notFoundPage(site), 404));
  web.onError((error, c) => {
    if (isUnavailable(error)) {
      app.log.warn({ err: error.message, path: c.req.path }, 'a page waits for the database');
      c.header('retry-after', '5');
      return c.html(unavailablePage(site), 503);
    }
    app.log.error({ err: error, path: c.req.path }, 'a page could not be rendered');
    return c.html(failedPage(site), 500);
  });
  const listener = getRequestListener(web.fetch, { overrideGlobalObjects: false });
  return (req, res) => void listener(req, res);
}

function remembered(read: () => Promise<Figures>): () => Promise<Figures> {
  let known: Promise<Figures> | undefined;
  let readAt = 0;
  return () => {
    const now = performance.now();
    if (known && now - readAt < FIGURES_MS) return known;
    readAt = now;
    const reading = read();
    reading.catch(() => {
      if (known === reading) known = undefined;
    });
    known = reading;
    return reading;
  };
}
