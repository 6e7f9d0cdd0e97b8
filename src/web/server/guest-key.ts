import type { IncomingMessage } from 'node:http';
import { splitLocale } from '#lib/locales.ts';
import { cachedPageAt, type CachedPage } from './cached-pages.ts';
import { readPreferences } from './preferences.ts';

export type GuestKey = {
  readonly row: CachedPage;
  /** Path and the parameters that matter, in one order; the host is the visitor's to choose. */
  readonly path: string;
  /** The preferences, as the cookies that a request for the copy carries. */
  readonly cookies: string;
  readonly text: string;
};

// Read as an address these are another path than the one that is looked up; nobody's link has them.
const ODD = /[\\#]|\/\.|%2e|%5c|%00/i;
const LONGEST_QUERY = 500; // with every filter chosen it has some 200

const SESSION = /session/i; // in the name of the cookie of whoever is signed in

/** What a guest's page is kept under; nothing when it is not one that is kept. */
export function guestKey({ method, url = '/', headers }: IncomingMessage): GuestKey | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const { cookie } = headers;
  if (cookie !== undefined && SESSION.test(cookie)) return undefined;
  const mark = url.indexOf('?');
  const bare = mark === -1 ? url : url.slice(0, mark);
  if (ODD.test(url)) return undefined;
  const row = cachedPageAt(splitLocale(bare).path);
  if (!row) return undefined;
  const query = mark === -1 ? '' : knownQuery(row, url.slice(mark + 1));
  if (query.length > LONGEST_QUERY) return undefined;
  const path = bare + query;
  const cookies = cookiesOf(cookie);
  return { row, path, cookies, text: `${path}\n${cookies}` };
}

function knownQuery({ query }: CachedPage, text: string): string {
  const given = new URLSearchParams(text);
  const known = new URLSearchParams();
  for (const name of query) {
    for (const value of given.getAll(name)) if (value !== '') known.append(name, value);
  }
  return known.size === 0 ? '' : `?${known}`;
}

function cookiesOf(header: string | undefined): string {
  if (header === undefined) return '';
  return Object.entries(readPreferences(header))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}
