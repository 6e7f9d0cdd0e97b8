import { LOCALES, withLocale } from '#lib/locales.ts';
import type { ProgramFile, Sources } from './program-file.ts';

const HOUR_S = 3_600;
// What is one customer's, or the same page again in another form.
const KEPT_OUT = [
  '/dashboard',
  '/desk',
  '/preferences',
  '/developers/search',
  '/contact/',
] as const;

/** What crawlers may read: all that is public; of a demo nothing. */
export function robots({ site }: Sources): ProgramFile {
  const kept = LOCALES.flatMap((locale) => KEPT_OUT.map((path) => withLocale(locale, path)));
  const rules = site.demo ? ['/'] : ['/api/', ...kept];
  const lines = [
    'User-agent: *',
    ...rules.map((path) => `Disallow: ${path}`),
    ...(site.demo ? [] : ['', `Sitemap: ${site.url}/sitemap.xml`]),
  ];
  return { type: 'text/plain; charset=utf-8', body: `${lines.join('\n')}\n`, seconds: HOUR_S };
}
