import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES, withLocale } from '#lib/locales.ts';
import { openFullSite, type FullSite } from './support/full-site.ts';
import { PAGES, type PageRow } from './support/pages.ts';

type Visit = { status: number; ids: ReadonlySet<string>; links: string[] };

const MOST = 5_000; // addresses: a crawl that grows beyond has met its own filters

type Crawl = {
  from: readonly string[];
  cookie?: string;
  /** Whether what it links to is looked at. */
  follows(address: string): boolean;
};

/** Follows the links of pages until no new address turns up. */
async function crawl(
  origin: string,
  { from, cookie = '', follows }: Crawl,
): Promise<Map<string, Visit>> {
  const seen = new Map<string, Visit>();
  const waiting = [...from];
  while (waiting.length > 0 && seen.size < MOST) {
    const address = waiting.pop() as string;
    if (seen.has(address)) continue;
    const answer = await fetch(origin + address, { headers: { cookie } });
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false;
    const html = isPage ? await answer.text() : (await answer.body?.cancel(), '');
    const links = [...html.matchAll(/<(?:a|link)[^>]* href="([^"]+)"/g)].flatMap(
      ([, href = '']) => addressOf(href, origin, address) ?? [],
    );
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id));
    seen.set(address, { status: answer.status, ids, links });
    if (!answer.ok || !follows(address)) continue;
    const next = links.map((one) => one.replace(/#.*/, ''));
    waiting.push(...next.filter((one) => !(isOwn(one) && one.includes('?'))));
  }
  return seen;
}

const isOwn = (address: string) => /^(\/\w\w)?\/dashboard\b/.test(address);
const isService = (address: string) => /^(\/\w\w)?\/services\/\d+$/.test(address);

/** Pages of somebody who is signed in, and what they lead to there; queries are not followed on. */
async function crawlAsCustomer(site: FullSite): Promise<Map<string, Visit>> {
  const cookie = site.cookies.customer.map(({ name, value }) => `${name}=${value}`).join('; ');
  const own = PAGES.filter(({ by, meets }) => by === 'customer' && !meets);
  return crawl(site.origin, {
    ...{ from: inEveryLanguage(own, site), cookie },
    follows: (address) => isOwn(address) && !address.includes('?'),
  });
}

const inEveryLanguage = (pages: readonly PageRow[], { places }: FullSite): string[] => {
  const paths = pages.flatMap(({ route, at }) => (at ? (at(places) ?? []) : route));
  return LOCALES.flatMap((locale) => paths.map((path) => withLocale(locale, path)));
};

/** An address of this panel, with its fragment; undefined: of others. */
function addressOf(href: string, origin: string, on: string): string | undefined {
  const url = new URL(href.replaceAll('&amp;', '&'), origin + on);
  if (url.origin !== origin || !/^https?:$/.test(url.protocol)) return undefined;
  return url.pathname + url.search + url.hash;
}

test('every link of every page leads somewhere, in every language', async (t) => {
  await using site = await openFullSite();
  const pages = PAGES.filter(({ by, meets }) => !by && !meets);
  const guests = await crawl(site.origin, {
    from: inEveryLanguage(pages, site),
    follows: (address) => !address.includes('?') && !isService(address),
  });
  const seen = new Map([...guests, ...(await crawlAsCustomer(site))]);
  const dead = new Set<string>();
  for (const [address, { status, links }] of seen) {
    if (status >= 400) continue; // whoever links there is told
    for (const link of links) {
      const [path = '', mark = ''] = link.split('#');
      const fragment = decodeURIComponent(mark);
      const there = seen.get(path);
      if (there && there.status >= 400) dead.add(`${address}: ${link} answers ${there.status}`);
      // What is written as text, such as RSS, has no places to lead to.
      const lacks = fragment && there && there.ids.size > 0 && !there.ids.has(fragment);
      if (lacks) dead.add(`${address}: ${path} has no #${fragment}`);
    }
  }
  t.diagnostic(`${seen.size} addresses`);
  assert.deepEqual([...dead], []);
  assert.ok(seen.size > pages.length && seen.size < MOST, `${seen.size} addresses`);
});
