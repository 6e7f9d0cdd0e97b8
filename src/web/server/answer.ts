import { splitLocale, withLocale, DEFAULT_LOCALE } from '#lib/locales.ts';
import type { App } from '#platform/app.ts';
import { isUnavailable } from '#platform/db/postgres-errors.ts';
import type { Page, Site, Visitor } from './context.ts';
import type { Render } from './load-pages.ts';
import { readPreferences } from './preferences.ts';
import { securityHeaders } from './security-headers.ts';

export type Asked = {
  request: Request;
  ip: string;
  /** Allows scripts of this one answer; a copy that many get has none. */
  nonce: string | undefined;
};

type Pages = {
  app: App;
  site: Site;
  render: Render;
  /** Whether browsers are told what pages may do. */
  guarded: boolean;
  readVisitor(app: App, headers: Headers): Promise<Visitor | null>;
};

/** Answers a request for a page; never throws. */
export async function answer(pages: Pages, asked: Asked): Promise<Response> {
  try {
    return await rendered(pages, asked);
  } catch (error) {
    const { log } = pages.app;
    const path = new URL(asked.request.url).pathname;
    if (isUnavailable(error)) {
      log.warn({ err: (error as Error).message, path }, 'a page waits for the database');
      return plain(503, 'The shop cannot answer right now. Try again shortly.');
    }
    log.error({ err: error, path }, 'a page could not be rendered');
    return plain(500, 'That went wrong. The fault is ours and has been reported.');
  }
}

async function rendered(pages: Pages, { request, ip, nonce }: Asked): Promise<Response> {
  const { app, site, render, readVisitor, guarded } = pages;
  const url = new URL(request.url);
  if (isForeignForm(request, url, site)) return plain(400, 'This form was sent by another site.');
  const unread = unreadableForm(request);
  if (unread) return unread;
  const moved = movedTo(url);
  if (moved !== undefined) return new Response(null, { status: 308, headers: { location: moved } });
  const { locale, path } = splitLocale(url.pathname);
  const cookies = request.headers.get('cookie');
  const page: Page = {
    app,
    site,
    locale,
    path: path + url.search,
    preferences: readPreferences(cookies ?? undefined),
    visitor: cookies === null ? null : await readVisitor(app, request.headers),
    ip,
    nonce,
  };
  const response = await render(request, page);
  if (response.status === 503) response.headers.set('retry-after', '5');
  const { headers } = response;
  const https = site.url.startsWith('https:');
  if (guarded) {
    for (const [name, value] of securityHeaders({ nonce, https })) headers.set(name, value);
  }
  if (!headers.has('cache-control')) {
    headers.set('cache-control', page.visitor ? 'private, no-store' : 'no-cache');
  }
  return response;
}

/** React Router looks at the origin of forms too, but not where a route has no page. */
function isForeignForm({ method, headers }: Request, { host }: URL, site: Site): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  const origin = headers.get('origin');
  if (origin === null) return /^(cross|same)-site$/.test(headers.get('sec-fetch-site') ?? '');
  if (!URL.canParse(origin)) return true;
  const from = new URL(origin).host;
  return from !== host && from !== new URL(site.url).host;
}

const MOST_BYTES = 256 * 1_024; // the longest form, a ticket's text, several times over

/** Forms come in the one way that every browser sends them, and of a length that is said before. */
function unreadableForm({ method, headers, body }: Request): Response | undefined {
  if (method === 'GET' || method === 'HEAD' || body === null) return undefined;
  const length = headers.get('content-length');
  if (length === null) return plain(411, 'Say how long the form is.');
  if (Number(length) > MOST_BYTES) return plain(413, 'This form is too long.');
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  if (length === '0' || type.trim().toLowerCase() === FORM) return undefined;
  return plain(415, 'Forms are sent as application/x-www-form-urlencoded.');
}

const FORM = 'application/x-www-form-urlencoded';

/** One address a page: no slash at the end, no prefix for the first language. */
function movedTo({ pathname, search }: URL): string | undefined {
  const plainPath = pathname.replace(/\/+$/, '').replace(/^\/+/, '/') || '/';
  const first = `/${DEFAULT_LOCALE}`;
  const path = plainPath === first ? '/' : plainPath;
  const wanted = path.startsWith(`${first}/`) ? path.slice(first.length) : path;
  return wanted === pathname ? undefined : withLocale(DEFAULT_LOCALE, wanted) + search;
}

const plain = (status: number, text: string): Response =>
  new Response(`${text}\n`, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(status === 503 ? { 'retry-after': '5' } : {}),
    },
  });
