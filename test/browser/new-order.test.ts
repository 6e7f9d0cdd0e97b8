import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { browse } from './support/browse.ts';
import { checkAccess } from './support/check-access.ts';
import { noBrowser } from './support/chromium.ts';
import { openFullSite, type FullSite } from './support/full-site.ts';

let site: FullSite;
before(async () => {
  if (!noBrowser) site = await openFullSite();
});
after(async () => site?.[Symbol.asyncDispose]());

const asCustomer = (script: boolean, visit: (page: Page) => Promise<void>) =>
  browse(site, { script, cookies: site.cookies.customer }, ({ page }) => visit(page));

const PRICE = /\$\d/;

test('a service is found and ordered by keyboard alone', { skip: noBrowser }, () =>
  asCustomer(true, async (page) => {
    await page.goto('/dashboard/new');
    await page.getByRole('button', { name: /^Service/ }).focus();
    await page.keyboard.press('Enter');
    const search = page.getByRole('combobox', { name: 'Name, platform, category or number' });
    await search.waitFor();
    assert.ok(await search.evaluate((one) => one === document.activeElement), 'it has the focus');
    await page.keyboard.type('instagram');
    const options = page.getByRole('option');
    await options.nth(2).waitFor();
    assert.deepEqual(await checkAccess(page), []);
    await page.keyboard.press('ArrowDown');
    const active = page.locator('[role=option][data-highlighted]');
    const name = (await active.innerText()).split('\n')[1] ?? '';
    await page.keyboard.press('Enter');
    await page.waitForURL(/service=\d+/);
    await page.getByRole('button', { name: `Service ${name}` }).waitFor();

    await page.getByLabel('Link', { exact: true }).fill('https://www.tiktok.com/@brand/video/1');
    await page.getByText('This link leads to TikTok').waitFor();
    assert.deepEqual(await checkAccess(page), []);
    await page.getByLabel('Link', { exact: true }).fill('https://www.instagram.com/reel/AbC/');
    await page.getByLabel('Quantity').fill('1000');
    await page.getByText('After this order').waitFor();
    const charge = page.locator('dd.text-2xl');
    const shown = await charge.innerText();
    assert.match(shown, PRICE);
    await page.getByLabel('Quantity').press('Enter');
    await page.waitForLoadState();
    assert.equal(await charge.innerText(), shown, 'Enter in a field asks for the price only');
    await page.getByLabel('Stay here to place another').check();
    await page.getByRole('button', { name: 'Place order' }).press('Enter');
    await page.getByText(/Order \d+ is placed/).waitFor();
  }),
);

test('Escape closes the list and gives the focus back', { skip: noBrowser }, () =>
  asCustomer(true, async (page) => {
    await page.goto('/dashboard/new');
    await page.getByRole('button', { name: /^Service/ }).click();
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
    assert.match(focused, /Name, platform/);
  }),
);

test('without a script it is three pages', { skip: noBrowser }, () =>
  asCustomer(false, async (page) => {
    await page.goto('/dashboard/new');
    await page.getByLabel('Service').fill('instagram reel');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.locator('main ul a[href*="service="]').first().click();
    await page.getByLabel('Link', { exact: true }).fill('https://www.instagram.com/reel/AbC/');
    await page.getByLabel('Quantity').fill('1000');
    await page.getByRole('button', { name: 'Show the price' }).click();
    assert.match(await page.locator('dd.text-2xl').innerText(), PRICE);
    assert.equal(await page.getByLabel('Quantity').inputValue(), '1000');
    await page.getByLabel('Stay here to place another').check();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText(/Order \d+ is placed/).waitFor();
  }),
);
