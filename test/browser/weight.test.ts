import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LOCALES, withLocale } from '#lib/locales.ts';
import { browse } from './support/browse.ts';
import { noBrowser } from './support/chromium.ts';
import { openFullSite, type FullSite } from './support/full-site.ts';
import { readPaint, weigh } from './support/measure-visit.ts';
import { PAGES } from './support/pages.ts';

// The budget of issue 4 for a first visit to a public page, on a phone.
const MOST_BYTES = 200 * 1024;
const MOST_SCRIPT = 5 * 1024;
const MOST_SHIFT = 0.05;

let site: FullSite;
before(async () => {
  if (!noBrowser) site = await openFullSite();
});
after(() => site?.[Symbol.asyncDispose]());

for (const [index, page] of PAGES.filter(({ by }) => by === undefined).entries()) {
  const locale = LOCALES[index % LOCALES.length] ?? 'en';
  test(
    `${page.name ?? page.route} weighs little in ${locale} and stands still`,
    { skip: noBrowser },
    async () => {
      const path = withLocale(locale, page.at?.(site.places) ?? page.route);
      const visit = { width: 360, meets: page.meets ? [page.meets] : [] } as const;
      await browse(site, visit, async ({ page: tab }) => {
        const { total, script, requests } = await weigh(tab, path);
        const list = requests.map(({ url, bytes }) => `${bytes} ${url}`).join('\n');
        assert.ok(total <= MOST_BYTES, `${total} bytes:\n${list}`);
        assert.ok(script <= MOST_SCRIPT, `${script} bytes of script:\n${list}`);
        const { shift } = await readPaint(tab);
        assert.ok(shift <= MOST_SHIFT, `its parts moved by ${shift}`);
      });
    },
  );
}
