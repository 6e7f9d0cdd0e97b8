import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { listServices, type Service } from '#catalog/index.ts';
import { parseRate } from '#lib/money.ts';
import { browse } from './support/browse.ts';
import { noBrowser } from './support/chromium.ts';
import { openFullSite, type FullSite } from './support/full-site.ts';

let site: FullSite;
before(async () => {
  if (!noBrowser) site = await openFullSite();
});
after(() => site?.[Symbol.asyncDispose]());

/** The services that the page lists, as the catalogue has them. */
async function listed(page: Page): Promise<Service[]> {
  const hrefs = await page
    .locator('main table a[href*="/services/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const services = new Map((await listServices(site.app.db)).map((one) => [one.id, one]));
  return hrefs.map((href) => services.get(Number(/\d+$/.exec(href)?.[0])) as Service);
}

async function assertListed(page: Page, is: (service: Service) => boolean): Promise<void> {
  const services = await listed(page);
  assert.ok(services.length > 0, 'nothing is listed');
  assert.deepEqual(
    services.filter((one) => !is(one)),
    [],
  );
}

for (const script of [true, false]) {
  const how = script ? 'with a script' : 'without a script';

  test(
    `the catalogue is searched, narrowed down and read on, ${how}`,
    { skip: noBrowser },
    async () => {
      await browse(site, { script }, async ({ page }) => {
        await page.goto('/');
        await page.fill('main [name=q]', 'spotify');
        await page.press('main [name=q]', 'Enter');
        await page.waitForURL('**/services?q=spotify');
        await assertListed(page, ({ platform }) => platform === 'Spotify');

        await page.check('[name=refill]');
        await page.fill('[name=to]', '20');
        await page.locator('aside button[form]').click();
        await page.waitForURL('**/services?*refill=1*');
        const isWanted = (one: Service) =>
          one.platform === 'Spotify' && one.refill && one.rate <= parseRate('20');
        await assertListed(page, isWanted);

        await page.selectOption('[name=sort]', 'cheapest');
        await page.locator('form[role=search] button:not([popovertarget])').click();
        await page.waitForURL('**/services?*sort=cheapest*');
        await assertListed(page, isWanted);
        const rates = (await listed(page)).map(({ rate }) => rate);
        assert.deepEqual(
          rates,
          rates.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
        );

        await page.goto('/services?platform=spotify');
        const first = await listed(page);
        await page.locator('main nav a').last().click();
        await page.waitForURL('**page=2');
        await assertListed(page, (one) => one.platform === 'Spotify' && !first.includes(one));

        const name = await page.locator('main table a').first().innerText();
        await page.locator('main table a').first().click();
        await page.waitForURL(/\/services\/\d+$/);
        assert.equal(await page.locator('h1').innerText().then(flat), flat(name));
      });
    },
  );

  test(`prices are shown in the visitor's currency too, ${how}`, { skip: noBrowser }, async () => {
    await browse(site, { script, width: 360 }, async ({ page }) => {
      const main = page.locator('main');
      await page.goto('/tr/services');
      assert.doesNotMatch(await main.innerText(), /€/);
      await page.locator('footer button[value=EUR]').click();
      await page.waitForSelector('footer button[value=EUR][aria-pressed=true]');
      assert.equal(new URL(page.url()).pathname, '/tr/services');
      const said = await main.innerText();
      const [, dollars = '', euros = ''] = /\$([\d,]+)\s+≈ €([\d,]+)/.exec(said) ?? [];
      const number = (text: string) => Number(text.replace(',', '.'));
      assert.ok(Math.abs(number(euros) - number(dollars) * 0.92) < 0.01, `${dollars} is ${euros}`);
      assert.match(said, /USD.* 2026/s, 'what is charged, and the day of the rate');
      await page.locator('footer button[name=currency]').first().click();
      await page.waitForSelector('footer button[value=EUR][aria-pressed=false]');
      assert.doesNotMatch(await main.innerText(), /€/);
    });
  });
}

const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

test('on a phone the filters come as a sheet', { skip: noBrowser }, async () => {
  await browse(site, { width: 360 }, async ({ page }) => {
    await page.goto('/tr/services');
    const box = page.locator('[name=cancel]');
    assert.equal(await box.isVisible(), false);
    await page.locator('button[popovertarget]').first().tap();
    await box.check();
    await page.locator('aside button[form]').tap();
    await page.waitForURL('**/tr/services?*cancel=1*');
    await assertListed(page, ({ cancel }) => cancel);
  });
});
