import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withLocale } from '#lib/locales.ts';
import { startTestPostgres } from '#test/support/postgres-server.ts';
import { browse } from './support/browse.ts';
import { CHOSEN } from './support/chosen-pictures.ts';
import { ALL, type Combination } from './support/combinations.ts';
import type { FullSite } from './support/full-site.ts';
import { PAGES, type PageRow, type Places } from './support/pages.ts';

// `npm run screenshots` takes every page in English and Arabic, light and dark, wide and narrow, for
// people to look at. `--only services` takes those whose path begins so, `--locales tr` in others.
// `--chosen` takes the pictures of docs/product/screenshots anew, with `--only` those so named.
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'build/screenshots' },
    only: { type: 'string' },
    locales: { type: 'string', default: 'en,ar' },
    themes: { type: 'string', default: 'light,dark' },
    widths: { type: 'string', default: '1440,360' },
    chosen: { type: 'boolean', default: false },
  },
});
const LONGEST = 5_000; // px of a page: a longer picture cannot be looked at
const PUBLIC_URL = 'https://panel.example'; // in what readers of the documents see
const CHOSEN_FOLDER = 'docs/product/screenshots';

export type Picture = {
  file: string;
  path: string;
  combination: Combination;
  by?: PageRow['by'];
  meets?: number | undefined;
  height?: number;
};

async function main(): Promise<void> {
  await using opened = new AsyncDisposableStack();
  if (!process.env['NOTPANEL_TEST_POSTGRES']) {
    const postgres = await startTestPostgres({ bin: undefined });
    opened.defer(() => postgres.stop());
    process.env['NOTPANEL_TEST_POSTGRES'] = postgres.url;
  }
  const { openFullSite } = await import('./support/full-site.ts');
  const site = opened.use(await openFullSite(values.chosen ? { url: PUBLIC_URL } : {}));
  const folder = values.chosen ? CHOSEN_FOLDER : values.out;
  await mkdir(folder, { recursive: true });
  const pictures = values.chosen ? chosenPictures(site.places) : picturesOf(site.places);
  for (const picture of pictures) {
    await take(site, folder, picture).catch(({ message }: Error) => {
      process.stderr.write(`${picture.file}: ${message}\n`);
      process.exitCode = 1;
    });
    process.stdout.write(`${join(folder, picture.file)}\n`);
  }
}

const picturesOf = (places: Places): Picture[] =>
  PAGES.flatMap(({ route, name = route, at, by, meets }) => {
    const path = at ? (at(places) ?? route) : route;
    if (values.only !== undefined && !path.slice(1).startsWith(values.only)) return [];
    const slug = name.slice(1).replaceAll(/[^a-z0-9-]+/g, '_') || 'home';
    return ALL.filter(isWanted).map((combination) => {
      const { locale, theme, width } = combination;
      const file = `${slug}-${locale}-${theme}-${width}.png`;
      return { file, path, combination, meets, ...(by && { by }) };
    });
  });

const isWanted = ({ locale, theme, width }: Combination) =>
  values.locales.split(',').includes(locale) &&
  values.themes.split(',').includes(theme) &&
  values.widths.split(',').includes(String(width));

const chosenPictures = (places: Places): Picture[] =>
  CHOSEN.filter(({ name }) => name.startsWith(values.only ?? '')).map(
    ({ name, at, by, height, locale, theme, width }) => ({
      file: `${name}.png`,
      path: at(places),
      combination: { locale, theme, width },
      height,
      ...(by && { by }),
    }),
  );

async function take(site: FullSite, folder: string, picture: Picture): Promise<void> {
  const { file, path, combination, by, meets, height = LONGEST } = picture;
  const { locale, theme, width } = combination;
  const cookies = by ? site.cookies[by] : [];
  const visit = { theme, width, cookies, meets: meets === undefined ? [] : [meets] };
  await browse(site, visit, async ({ page }) => {
    // Twice: a font that comes late is used from the second visit on.
    await page.goto(withLocale(locale, path), { waitUntil: 'networkidle' });
    await page.goto(withLocale(locale, path));
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.screenshot({
      path: join(folder, file),
      fullPage: true,
      clip: { x: 0, y: 0, width, height: Math.min(height, whole) },
    });
  });
}

await main();
