import { catalog } from '#catalog/index.ts';
import { content, showPosts } from '#content/index.ts';
import { PAGE_NAMES, pathOf } from '#developers/index.ts';
import { DEFAULT_LOCALE, LOCALES, withLocale } from '#lib/locales.ts';
import { reading } from '#platform/db/statement.ts';
import { headOf } from './page-head.ts';
import type { ProgramFile, Sources } from './program-file.ts';

type Address = { path: string; changedAt?: Date | undefined };

const SECONDS = 600; // a new service is found within so long
const SERVICES_A_PART = 500; // in three languages about a megabyte; 50,000 addresses are allowed

const CHANGED = reading<{ id: number; at: Date }>(
  'web.services-changed',
  'select id, updated_at as at from services where id = any ($1::int[])',
);

/** The list of the parts: the pages, and the services by the five hundred. */
export async function sitemapIndex({ app, site }: Sources): Promise<ProgramFile> {
  const { list } = await catalog(app);
  const parts = Math.ceil(list.length / SERVICES_A_PART);
  const names = ['pages', ...Array.from({ length: parts }, (_, at) => `services-${at + 1}`)];
  const rows = names.map(
    (name) => `<sitemap><loc>${site.url}/sitemaps/${name}.xml</loc></sitemap>`,
  );
  return xml('sitemapindex', '', rows);
}

/** The pages that are no service: those of the site, the documentation and the blog. */
export async function sitemapOfPages(sources: Sources): Promise<ProgramFile> {
  const { app, site, paths } = sources;
  const posts = showPosts(await content(app), new Date(app.clock.now()));
  const documentation = PAGE_NAMES.map(pathOf);
  const listed: Address[] = [
    ...documentation.map((path) => ({ path })),
    ...posts.map(({ slug, changedAt }) => ({ path: `/blog/${slug}`, changedAt })),
  ];
  for (const path of paths) {
    if (documentation.includes(path)) continue;
    if (await isListed(sources, path)) listed.push({ path });
  }
  return addresses(site.url, listed);
}

/** A part of the services, counted from one; null beyond the last. */
export async function sitemapOfServices(
  { app, site }: Sources,
  part: number,
): Promise<ProgramFile | null> {
  const { list } = await catalog(app);
  const services = list.slice((part - 1) * SERVICES_A_PART, part * SERVICES_A_PART);
  if (services.length === 0) return null;
  const ids = services.map(({ id }) => id);
  const changed = new Map((await app.db.rows(CHANGED, [ids])).map(({ id, at }) => [id, at]));
  return addresses(
    site.url,
    ids.map((id) => ({ path: `/services/${id}`, changedAt: changed.get(id) })),
  );
}

/** It is there, and it says that this is its own address. */
async function isListed({ site, show }: Sources, path: string): Promise<boolean> {
  const { status, html } = await show(path);
  if (status !== 200) return false;
  const { canonical, image } = headOf(html);
  return canonical === site.url + path && image !== undefined;
}

function addresses(url: string, listed: readonly Address[]): ProgramFile {
  const rows = listed.flatMap(({ path, changedAt }) => {
    const alternates = [
      ...LOCALES.map((locale) => link(locale, url + withLocale(locale, path))),
      link('x-default', url + withLocale(DEFAULT_LOCALE, path)),
    ].join('');
    const changed = changedAt ? `<lastmod>${changedAt.toISOString().slice(0, 10)}</lastmod>` : '';
    return LOCALES.map(
      (locale) =>
        `<url><loc>${escaped(url + withLocale(locale, path))}</loc>${changed}${alternates}</url>`,
    );
  });
  return xml('urlset', ' xmlns:xhtml="http://www.w3.org/1999/xhtml"', rows);
}

const link = (language: string, address: string): string =>
  `<xhtml:link rel="alternate" hreflang="${language}" href="${escaped(address)}"/>`;

const xml = (root: string, more: string, rows: readonly string[]): ProgramFile => ({
  type: 'application/xml; charset=utf-8',
  body:
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${more}>\n` +
    `${rows.join('\n')}\n</${root}>\n`,
  seconds: SECONDS,
});

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
