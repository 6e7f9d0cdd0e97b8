import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { browse } from './support/browse.ts';
import { noBrowser } from './support/chromium.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
before(async () => {
  if (!noBrowser) site = await openSite();
});
after(() => site?.[Symbol.asyncDispose]());

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

for (const script of [true, false]) {
  const how = script ? 'with a script' : 'without a script';

  test(`a visitor chooses how the pages look, ${how}`, { skip: noBrowser }, async () => {
    await browse(site, { theme: 'light', script }, async ({ page }) => {
      await page.goto('/tr');
      const asTheSystem = await background(page);
      await page.locator('header button[name=theme]').click();
      await page.waitForSelector('html[data-theme=dark]');
      assert.equal(new URL(page.url()).pathname, '/tr');
      assert.notEqual(await background(page), asTheSystem);
      await page.goto('/ar');
      assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
      await page.locator('header button[name=theme]').click();
      await page.waitForSelector('html[data-theme=light]');
      await page.locator('header button[name=theme]').click();
      await page.waitForSelector('html:not([data-theme])');
      assert.equal(await background(page), asTheSystem);
    });
  });

  test(
    `a visitor reads the same page in another language, ${how}`,
    { skip: noBrowser },
    async () => {
      await browse(site, { script, meets: [404] }, async ({ page }) => {
        await page.goto('/no-such-page?from=here');
        await page.locator('footer a[hreflang=ar]').click();
        await page.waitForURL('**/ar/no-such-page?from=here');
        assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
        await page.locator('header a').first().press('Enter');
        await page.locator('header a[href="/ar"]').click();
        await page.waitForURL('**/ar');
        await page.locator('footer a[hreflang=en]').click();
        await page.waitForURL((url) => url.pathname === '/');
        assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      });
    },
  );
}
