import { DEFAULT_LOCALE, splitLocale, withLocale, type Locale } from '#lib/locales.ts';
import type { App } from '#platform/app.ts';
import { isUnavailable } from '#platform/db/postgres-errors.ts';
import type { Page, Site, Visitor } from './context.ts';
import type { Render } from './load-pages.ts';
import { readPreferences } from './preferences.ts';
import { plain } from './plain-answer.ts';
import { readForm, readUpload } from './read-form.ts';
import { securityHeaders } from './security-headers.ts';
import { uploadLimit } from './upload-paths.ts';

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
    return guard(pages, asked, await rendered(pages, asked));
  } catch (error) {
    const { log } = pages.app;
    const path = new URL(asked.request.url).pathname;
    if (isUnavailable(error)) {
      log.warn({ err: (error as Error).message, path }, 'a page waits for the database');
      const text = 'The shop cannot answer right now. Try again shortly.';
      return guard(pages, asked, plain(503, text));
    }
    log.error({ err: error, path }, 'a page could not be rendered');
    const text = 'That went wrong. The fault is ours and has been reported.';
    return guard(pages, asked, plain(500, text));
  }
}

async function rendered(pages: Pages, { request, ip, nonce }: Asked): Promise<Response> {
  const { app, site, render, readVisitor } = pages;
  const url = new URL(request.url);
  const { method } = request;
  if (!METHODS.includes(method)) {
    return plain(405, 'Pages are read, and forms are sent by POST.', { allow: METHODS.join(', ') });
  }
  if (NUL.test(url.search)) return plain(400, 'This address cannot be read.');
  if (isForeignForm(request, url, site)) return plain(400, 'This form was sent by another site.');
  const { locale, path } = splitLocale(url.pathname);
  const unread = unreadableForm(request, path);
  if (unread) return unread;
  const moved = movedTo(url);
  if (moved !== undefined) return new Response(null, { status: 308, headers: { location: moved } });
  const cookies = request.headers.get('cookie');
  const visitor = cookies === null ? null : await readVisitor(app, request.headers);
  const isUpload = typeOf(request) === UPLOAD;
  if (isUpload && !visitor) return toSignIn(locale);
  const read = method === 'POST' ? await (isUpload ? readUpload : readForm)(request) : request;
  if (!read) return plain(400, 'This form cannot be read.');
  const page: Page = {
    app,
    site,
    locale,
    path: path + url.search,
    preferences: readPreferences(cookies ?? undefined),
    visitor,
    ip,
    nonce,
  };
  const response = await render(read, page);
  const { headers, status } = response;
  if (status === 503) headers.set('retry-after', '5');
  const isOwn = visitor !== null || method === 'POST' || headers.has('set-cookie');
  if (isOwn) headers.set('cache-control', 'private, no-store');
  return response;
}

/** What an answer may say stricter: a page with a secret in its address, a file of a customer's. */
const OWN_TO_SAY = new Set(['referrer-policy', 'content-security-policy']);

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST'];
const NUL = /%00/; // Postgres keeps it in no text

/** What browsers are told of every answer, also of a redirect and of an error. */
function guard({ guarded, site }: Pages, { nonce }: Asked, response: Response): Response {
  const { headers } = response;
  const https = site.url.startsWith('https:');
  if (guarded) {
    for (const [name, value] of securityHeaders({ nonce, https })) {
      if (!OWN_TO_SAY.has(name) || !headers.has(name)) headers.set(name, value);
    }
  }
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-cache');
  return response;
}

/** React Router looks at the origin of forms too, but not where a route has no page. */
function isForeignForm({ method, headers }: Request, { host }: URL, site: Site): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  const origin = headers.get('origin');
  if (origin === null) return /^(cross|same)-site$/.test(headers.get('sec-fetch-site') ?? '');
  if (!URL.canParse(origin)) return true;
  const own = new URL(site.url);
  const from = new URL(origin);
  // Whoever can change what is sent without TLS must not have it sent with it.
  if (own.protocol === 'https:' && from.protocol !== 'https:') return true;
  return from.host !== host && from.host !== own.host;
}

const MOST_BYTES = 256 * 1_024; // the longest form, a ticket's text, several times over

/** Forms come in the one way that every browser sends them, and of a length that is said before. */
function unreadableForm(request: Request, path: string): Response | undefined {
  const { method, headers, body } = request;
  if (method === 'GET' || method === 'HEAD' || body === null) return undefined;
  const length = headers.get('content-length');
  if (length === null) return plain(411, 'Say how long the form is.');
  const type = typeOf(request);
  const most = type === UPLOAD ? uploadLimit(path) : MOST_BYTES;
  if (Number(length) > (most ?? MOST_BYTES)) return plain(413, 'This form is too long.');
  const isRead = type === FORM || (type === UPLOAD && most !== undefined);
  if (length === '0' || isRead) return undefined;
  return plain(415, 'Forms are sent as application/x-www-form-urlencoded.');
}

const FORM = 'application/x-www-form-urlencoded';
const UPLOAD = 'multipart/form-data';

const typeOf = ({ headers }: Request): string =>
  (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Files are read of nobody whom the shop does not know. */
const toSignIn = (locale: Locale): Response =>
  new Response(null, { status: 303, headers: { location: withLocale(locale, '/sign-in') } });

/**
 * One address a page: no slash at the end, none twice, no prefix for the first language. What comes
 * out begins with one slash: with two it would name a host.
 */
function movedTo({ pathname, search }: URL): string | undefined {
  const path = pathname.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  const first = `/${DEFAULT_LOCALE}`;
  const wanted =
    path === first ? '/' : path.startsWith(`${first}/`) ? path.slice(first.length) : path;
  return wanted === pathname ? undefined : wanted + search;
}
