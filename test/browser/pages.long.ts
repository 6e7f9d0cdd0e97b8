import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure } from '#test/long/figure.ts';
import { checkPage } from './support/check-page.ts';
import { ALL } from './support/combinations.ts';
import { openFullSite } from './support/full-site.ts';
import { PAGES } from './support/pages.ts';

test('every page keeps its promises in every language, theme and width', async (t) => {
  await using site = await openFullSite();
  const found: string[] = [];
  for (const row of PAGES) {
    const path = row.at?.(site.places) ?? row.route;
    for (const combination of ALL) {
      const page = { ...row, ...combination, path };
      const findings = await checkPage(site, page).catch(({ message }: Error) => [message]);
      const { locale, theme, width } = combination;
      found.push(...findings.map((one) => `${path} ${locale} ${theme} ${width}: ${one}`));
    }
  }
  figure(t, 'pages looked at', String(PAGES.length * ALL.length));
  assert.deepEqual(found, []);
});
