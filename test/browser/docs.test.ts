import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { browse } from './support/browse.ts';
import { noBrowser } from './support/chromium.ts';
import { openFullSite, type FullSite } from './support/full-site.ts';

let site: FullSite;
before(async () => {
  if (!noBrowser) site = await openFullSite();
});
after(() => site?.[Symbol.asyncDispose]());

const shownLanguages = (page: Page) =>
  page
    .locator('[data-tab]')
    .evaluateAll((all) => [
      ...new Set(
        all.filter((one) => one.checkVisibility()).map((one) => one.getAttribute('data-tab')),
      ),
    ]);

for (const script of [true, false]) {
  const how = script ? 'with a script' : 'without a script';

  test(`samples stay in the language that was chosen, ${how}`, { skip: noBrowser }, async () => {
    await browse(site, { script }, async ({ page }) => {
      await page.goto('/developers/add-order');
      assert.deepEqual(await shownLanguages(page), ['curl']);
      await page.locator('[data-tabs] button[value=python]').last().click();
      await page.waitForSelector('[data-tabs] button[value=python][aria-pressed=true]');
      assert.deepEqual(await shownLanguages(page), ['python']);
      assert.equal(new URL(page.url()).pathname, '/developers/add-order');
      await page.goto('/tr/developers/refill');
      assert.deepEqual(await shownLanguages(page), ['python']);
    });
  });
}

test(
  'the search of the docs opens by a key and shows what it finds',
  { skip: noBrowser },
  async () => {
    await browse(site, {}, async ({ page }) => {
      await page.goto('/developers');
      await page.keyboard.press('Control+k');
      const dialog = page.locator('dialog[open]');
      await dialog.locator('[name=q]').pressSequentially('rate limit');
      await dialog.locator('a', { hasText: 'Rate limits' }).first().waitFor();
      await dialog.locator('form[method=dialog] button').click();
      await page.waitForSelector('dialog:not([open])', { state: 'attached' });
      await page.keyboard.press('Control+k');
      await dialog.locator('a', { hasText: 'Rate limits' }).first().click();
      await page.waitForURL('**/developers/rate-limits**');
    });
  },
);

test('the search of the docs needs no script', { skip: noBrowser }, async () => {
  await browse(site, { script: false, width: 360 }, async ({ page }) => {
    await page.goto('/ar/developers');
    await page.locator('a[href^="/ar/developers/search"]:visible').first().click();
    await page.waitForURL('**/ar/developers/search');
    await page.fill('main [name=q]', 'refill');
    await page.press('main [name=q]', 'Enter');
    await page.waitForURL('**/search?q=refill');
    await page.locator('main [data-found] a').first().click();
    await page.waitForURL(/\/ar\/developers\/[a-z-]+(#.*)?$/);
  });
});

test('code and pages are copied as they are', { skip: noBrowser }, async () => {
  await browse(site, {}, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
    await page.goto('/developers/add-order');
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    const code = page.locator('figure [data-tab=curl]').first();
    await code.locator('[data-copy]').click();
    await page.waitForSelector('[data-copied]');
    assert.equal(await copied(), await code.locator('code').innerText());
    await page.locator('[data-copy^="/"]').first().click();
    await page.waitForSelector('[data-copy^="/"][data-copied]');
    const markdown = await (await fetch(`${site.origin}/developers/add-order.md`)).text();
    assert.equal(await copied(), markdown);
  });
});
