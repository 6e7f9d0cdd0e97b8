import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { makePng, sizeOfPng } from '#test/support/pictures.ts';
import { openPerson, PASSWORD, type Person } from '#test/support/sign-in-desk.ts';
import { checkAllBooks } from '#worker/index.ts';
import { noBrowser } from './support/chromium.ts';
import { fillIn, lineOf, place } from './support/ordering.ts';
import { startOutsideScript } from './support/outside-script.ts';
import { download } from './support/pixels.ts';
import { ofType } from './support/shelf.ts';
import { openTradingSite, type TradingSite } from './support/trading-site.ts';
import { nanoOf, openWalker, pass, type Walker } from './support/walker.ts';

// What nobody may need a script for, on a phone: signing in, paying, ordering, keys, tickets.

let site: TradingSite;
let walker: Walker;
let person: Person;
before(async () => {
  if (noBrowser) return;
  site = await openTradingSite();
  walker = openWalker(site);
  person = await openPerson(site.app);
});
after(() => site?.[Symbol.asyncDispose]());

function step(name: string, visit: (page: Page) => Promise<void>): void {
  const plain = { script: false, width: 360 } as const;
  void test(name, { skip: noBrowser }, () => walker.go(visit, plain));
}

step('without a script somebody signs in', async (page) => {
  await page.goto('/dashboard/wallet');
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/dashboard/wallet');
});

step('without a script funds are added', async (page) => {
  await page.goto('/dashboard/wallet');
  await page.getByRole('main').getByRole('link', { name: 'Add funds' }).first().click();
  await page.getByRole('radio', { name: /Test gateway/ }).check();
  await page.getByLabel('Amount to add (USD)').fill('20');
  await page.getByRole('button', { name: 'Show what I pay' }).click();
  await page.getByRole('button', { name: 'Pay $20.30' }).click();
  await page.waitForURL('**/test-gateway/checkouts/*');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL('**/dashboard/wallet/payments/pay_*');
  // It looks again by itself, as the head of the page says.
  await page.getByText('$20.00 is in your wallet').waitFor();
});

let orderId = 0;

step('without a script a service is found, priced and ordered', async (page) => {
  const shelf = ofType('Mentions with Hashtags');
  await page.goto('/dashboard/new');
  await page.getByLabel('Service').fill('under hashtags');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: shelf.name, exact: true }).click();
  await fillIn(page, shelf);
  await page.getByRole('button', { name: 'Show the price' }).click();
  const charge = await lineOf(page, 'Charge').innerText();
  assert.ok(nanoOf(charge) > 0n, charge);
  orderId = await place(page);
  assert.equal(await lineOf(page, 'Charge').innerText(), charge);
  const end = page.getByRole('listitem').getByText('Delivered in full');
  await pass(site, end, () => page.reload());
});

step('without a script a key is made that works', async (page) => {
  await page.goto('/dashboard/api');
  await page.getByLabel('Name', { exact: true }).fill('Plain');
  await page.getByLabel('Dialect').selectOption({ label: 'Classic' });
  await page.getByRole('button', { name: 'Create key' }).click();
  const key = await page.getByRole('figure', { name: 'API key' }).locator('code').innerText();
  await using script = startOutsideScript(site.origin, key);
  assert.equal((await script.call('status', orderId))['status'], 'Completed');
});

step('without a script a ticket is written with a file', async (page) => {
  const picture = makePng(64, 48);
  await page.goto(`/dashboard/orders/${orderId}`);
  await page.getByRole('link', { name: 'Open a ticket' }).click();
  await page.getByLabel('Subject').fill('A question about it');
  await page.getByLabel('Message').fill('What does the picture show?');
  await page.getByRole('button', { name: 'Next' }).click();
  const file = { name: 'plain.png', mimeType: 'image/png', buffer: picture };
  await page.getByLabel('Files (optional)').setInputFiles(file);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Sent. We answer here and by mail.').waitFor();
  const back = await download(page, () => page.getByRole('link', { name: 'plain.png' }).click());
  assert.deepEqual(sizeOfPng(back), [64, 48]);
});

test('the books agree with what was done without a script', { skip: noBrowser }, async () => {
  assert.deepEqual(await checkAllBooks(site.app.db), { ok: true, findings: [] });
});
