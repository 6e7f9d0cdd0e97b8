import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkPage } from './support/check-page.ts';
import { noBrowser } from './support/chromium.ts';
import { spread } from './support/combinations.ts';
import { openFullSite, type FullSite } from './support/full-site.ts';
import { PAGES } from './support/pages.ts';
import { readRoutes } from './support/routes.ts';

// Every page once, with languages, themes and widths so spread that each two of them meet; the full
// product is `npm run test:long -- --only pages`.

let site: FullSite;
before(async () => {
  if (!noBrowser) site = await openFullSite();
});
after(() => site?.[Symbol.asyncDispose]());

test('every page of the panel has a row here, and every row a page', () => {
  const rows = new Set(PAGES.map(({ route }) => route).filter((route) => route !== '*'));
  assert.deepEqual([...rows].toSorted(), readRoutes());
});

// Every component is on one page, so that is seen dark and from right to left whatever its turn is.
const COMPONENTS = PAGES.filter(({ route }) => route === '/dev/components').map((row) => ({
  ...row,
  locale: 'ar' as const,
  theme: 'dark' as const,
  width: 1440 as const,
}));

for (const page of [...spread(PAGES), ...COMPONENTS]) {
  const { route, name = route, locale, theme, width } = page;
  test(
    `${name} keeps its promises in ${locale}, ${theme}, ${width} px wide`,
    { skip: noBrowser },
    async () => {
      const path = page.at?.(site.places) ?? route;
      assert.deepEqual(await checkPage(site, { ...page, path }), []);
    },
  );
}
