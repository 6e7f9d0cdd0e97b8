import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withLocale } from '#lib/locales.ts';
import { startTestPostgres } from '#test/support/postgres-server.ts';
import { browse } from './support/browse.ts';
import { ALL, type Combination } from './support/combinations.ts';
import type { FullSite } from './support/full-site.ts';
import { PAGES, type PageRow } from './support/pages.ts';

// `npm run screenshots` takes every page in English and Arabic, light and dark, wide and narrow, for
// people to look at. `--only services` takes those whose path begins so, `--locales tr` in others.
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'build/screenshots' },
    only: { type: 'string' },
    locales: { type: 'string', default: 'en,ar' },
    themes: { type: 'string', default: 'light,dark' },
    widths: { type: 'string', default: '1440,360' },
  },
});
const LONGEST = 5_000; // px of a page: a longer picture cannot be looked at

const isWanted = ({ locale, theme, width }: Combination) =>
  values.locales.split(',').includes(locale) &&
  values.themes.split(',').includes(theme) &&
  values.widths.split(',').includes(String(width));

async function main(): Promise<void> {
  await using opened = new AsyncDisposableStack();
  if (!process.env['NOTPANEL_TEST_POSTGRES']) {
    const postgres = await startTestPostgres({ bin: undefined });
    opened.defer(() => postgres.stop());
    process.env['NOTPANEL_TEST_POSTGRES'] = postgres.url;
  }
  const { openFullSite } = await import('./support/full-site.ts');
  const site = opened.use(await openFullSite());
  await mkdir(values.out, { recursive: true });
  for (const row of PAGES) {
    const path = row.at?.(site.places) ?? row.route;
    if (values.only !== undefined && !path.slice(1).startsWith(values.only)) continue;
    for (const combination of ALL.filter(isWanted)) await take(site, { row, path, combination });
    process.stdout.write(`${path}\n`);
  }
}

type Wanted = { row: PageRow; path: string; combination: Combination };

async function take(site: FullSite, { row, path, combination }: Wanted): Promise<void> {
  const { locale, theme, width } = combination;
  const cookies = row.by ? site.cookies[row.by] : [];
  const visit = { theme, width, cookies, meets: row.meets ? [row.meets] : [] };
  const name = path.slice(1).replaceAll(/[^a-z0-9-]+/g, '_') || 'home';
  await browse(site, visit, async ({ page }) => {
    // Twice: a font that comes late is used from the second visit on.
    await page.goto(withLocale(locale, path), { waitUntil: 'networkidle' });
    await page.goto(withLocale(locale, path));
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const height = Math.min(
      LONGEST,
      await page.evaluate(() => document.documentElement.scrollHeight),
    );
    await page.screenshot({
      path: join(values.out, `${name}-${locale}-${theme}-${width}.png`),
      fullPage: true,
      clip: { x: 0, y: 0, width, height },
    });
  }).catch((error: Error) => process.stderr.write(`${name} ${locale}: ${error.message}\n`));
}

await main();
