import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually } from '#test/support/eventually.ts';
import { readPdf } from '#test/support/read-pdf.ts';
import { startReceiver, type Receiver } from '#test/support/receiver.ts';
import { lastTokenTo, PASSWORD } from '#test/support/sign-in-desk.ts';
import { verify } from '#test/support/webhook-desk.ts';
import { startOutsideScript } from './support/outside-script.ts';
import { checkAllBooks, tasksOf } from '#worker/index.ts';
import { noBrowser } from './support/chromium.ts';
import { download, pixelsOf } from './support/pixels.ts';
import { lineOf, order } from './support/ordering.ts';
import { ofType, SHELF } from './support/shelf.ts';
import { COUPON, openTradingSite, type TradingSite } from './support/trading-site.ts';
import { markPage, nanoOf, openWalker, pass, type Walker } from './support/walker.ts';

// One customer's first day, step after step: each begins where the last one ended.

let site: TradingSite;
let walker: Walker;
let receiver: Receiver;
before(async () => {
  if (noBrowser) return;
  site = await openTradingSite();
  walker = openWalker(site);
  receiver = await startReceiver(() => site.clock.now());
});
after(async () => {
  await site?.[Symbol.asyncDispose]();
  await receiver?.[Symbol.asyncDispose]();
});

function step(name: string, visit: (page: Page) => Promise<void>): void {
  void test(name, { skip: noBrowser }, () => walker.go(visit));
}

const EMAIL = 'ada@customer.example';
const orders = new Map<string, { id: number; charge: string }>();

/** Waits, while the shop's time passes, until the story of the order that is shown says it. */
const comesTrue = (page: Page, words: string | RegExp) =>
  pass(site, page.getByRole('listitem').getByText(words).first());

const RECEIVED = 2; // columns of a statement
const PAID = 3;
const PROOF_LASTS_MS = 600_000;
const WAIT_MS = 15_000;

const orderPath = (type: Parameters<typeof ofType>[0]): string =>
  `/dashboard/orders/${orders.get(type)?.id}`;

step('somebody signs up and follows the link in the mail', async (page) => {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('E-mail address').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  await page.goto(`/verify?token=${await lastTokenTo(site.app, EMAIL)}`);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await page.waitForURL('**/dashboard?done=verified');
});

step('funds come through the gateway once, though its notice comes three times', async (page) => {
  await page.goto('/dashboard/wallet/add');
  await page.getByRole('radio', { name: /Test gateway/ }).check();
  await page.getByLabel('Amount to add (USD)').fill('100');
  await page.getByRole('button', { name: 'Show what I pay' }).click();
  await page.getByRole('button', { name: 'Pay $101.50' }).click();
  await page.waitForURL('**/test-gateway/checkouts/*');
  await page.getByLabel('Pay, and let the notice come three times').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL('**/dashboard/wallet/payments/pay_*');
  await page.getByText('$102.00 is in your wallet').waitFor();
  await page.goto('/dashboard/wallet');
  const rows = page.getByRole('row', { name: /^Deposit(?! bonus)/ });
  assert.equal(await rows.count(), 1);
  assert.match(await page.locator('[data-balance]').innerText(), /\$102\.00/);
});

test('each type of service is ordered by its form', { skip: noBrowser }, (t) =>
  walker.go(async (page) => {
    for (const one of SHELF) {
      await t.test(one.row.type, async () => {
        orders.set(one.row.type, await order(page, one));
      });
    }
  }),
);

step('an order is watched to its end without a reload', async (page) => {
  await page.goto(orderPath('Default'));
  const isSame = await markPage(page);
  const title = page.locator('[data-order] [data-show=status]').first();
  await pass(site, title.getByText('Completed'));
  await page.getByText('Delivered in full').waitFor();
  await isSame();
});

step('a list shows how its orders go on without a reload', async (page) => {
  const { id, charge } = await order(page, ofType('Default'));
  await page.goto('/dashboard/orders');
  const row = page.getByRole('row', { name: `ord_${id}` });
  assert.ok((await row.innerText()).includes(charge));
  const isSame = await markPage(page);
  await pass(site, row.getByRole('cell', { name: 'Completed', exact: true }));
  await isSame();
});

step('a part refund is the same on the order, in the wallet and in the statement', async (page) => {
  await page.goto(orderPath('SEO'));
  await pass(site, page.getByText('Delivered in part: 40 pieces are missing'));
  const refund = nanoOf(await lineOf(page, 'Refunded').innerText());
  const charge = nanoOf(orders.get('SEO')?.charge ?? '');
  assert.equal(-refund, (charge * 40n) / 100n);

  await page.goto('/dashboard/wallet?group=refunds');
  const row = page.getByRole('row', { name: `ord_${orders.get('SEO')?.id}` });
  assert.equal(nanoOf(await row.getByRole('cell').nth(2).innerText()), -refund);

  await page.goto('/dashboard/wallet/statements');
  await page.locator('main tbody a').first().click();
  const line = page.getByRole('row', { name: /^Refunds of orders/ });
  assert.equal(nanoOf(await line.getByRole('cell').nth(2).innerText()), -refund);
});

step('a delivered order is refilled', async (page) => {
  await page.goto(orderPath('Default'));
  await page.getByRole('button', { name: 'Ask for a refill' }).click();
  await page.getByText('The refill was asked for.').waitFor();
  // What has ended is not followed live: a refill may take days.
  const isDone = page.getByRole('listitem').getByText(/^Refill \S+: done$/);
  await pass(site, isDone, () => page.reload());
});

step('an order is canceled after a question, and given back in full', async (page) => {
  await page.goto(orderPath('Poll'));
  await comesTrue(page, 'Taken by the provider');
  const ask = page.getByRole('button', { name: 'Cancel the order' }).first();
  const dialog = page.getByRole('dialog', { name: 'Cancel this order?' });
  await ask.click();
  await dialog.getByRole('button', { name: 'Go back' }).click();
  await dialog.waitFor({ state: 'hidden' });
  assert.ok(await ask.isEnabled());
  await ask.click();
  await dialog.getByRole('button', { name: 'Cancel the order' }).click();
  await page.getByText('Your cancel was taken.').waitFor();
  await comesTrue(page, 'The cancel took effect');
  const charge = nanoOf(orders.get('Poll')?.charge ?? '');
  assert.equal(nanoOf(await lineOf(page, 'Refunded').innerText()), -charge);
  assert.equal(nanoOf(await lineOf(page, 'Cost').innerText()), 0n);
});

const MASS = 200;

step('two hundred lines are placed once, though they are sent twice', async (page) => {
  const id = site.services.get(ofType('Default').name)?.id;
  const lines = Array.from({ length: MASS }, (_, n) => `${id} | https://example.com/m/${n} | 10`);
  await page.goto('/dashboard/mass');
  await page.getByLabel('Lines', { exact: true }).fill(lines.join('\n'));
  await page.getByRole('button', { name: 'Check the lines' }).click();
  await page.waitForURL(/\/dashboard\/mass\/[\w-]+$/);
  const again = await page.context().newPage();
  await again.goto(page.url());
  assert.equal(await lineOf(page, 'Total').innerText(), '$3.00');
  const left = await lineOf(page, 'Left afterwards').innerText();
  for (const tab of [page, again]) {
    await tab.getByRole('button', { name: `Place ${MASS} orders` }).click();
    await tab.getByText('Every line is placed.').waitFor();
    assert.equal(await lineOf(tab, 'Placed').innerText(), String(MASS));
    assert.equal(await tab.locator('[data-balance]').innerText(), left);
  }
  await page.goto('/dashboard/orders?q=example.com%2Fm%2F');
  await page
    .getByRole('row', { name: /^Choose order/ })
    .first()
    .waitFor();
  const placed = await site.app.db
    .selectFrom('orders')
    .select('id')
    .where('link', 'like', 'https://example.com/m/%')
    .execute();
  assert.equal(placed.length, MASS);
});

step('a coupon takes a tenth off an order', async (page) => {
  const shelf = ofType('Default');
  const coupon = {
    folded: 'Coupon',
    fields: { ...shelf.fields, 'Coupon code (optional)': COUPON },
  };
  const { charge } = await order(page, { ...shelf, ...coupon });
  assert.equal(nanoOf(charge) * 10n, nanoOf(orders.get('Default')?.charge ?? '') * 9n);
  assert.equal(await lineOf(page, `Coupon ${COUPON}`).innerText(), '−10%');
});

let key = '';
let secret = '';

step('whoever proves anew who they are makes a classic key and a webhook', async (page) => {
  site.clock.move(PROOF_LASTS_MS);
  await page.goto('/dashboard/api');
  await page.getByRole('link', { name: 'Confirm it is you' }).click();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL('**/dashboard/api');
  await page.getByLabel('Name', { exact: true }).fill('An old script');
  await page.getByLabel('Dialect').selectOption({ label: 'Classic' });
  await page.getByRole('button', { name: 'Create key' }).click();
  key = await page.getByRole('figure', { name: 'API key' }).locator('code').innerText();

  await page.goto('/dashboard/webhooks');
  await page.getByLabel('Address').fill(receiver.url);
  await page.getByRole('button', { name: 'Add webhook' }).click();
  secret = await page.getByRole('figure', { name: 'Signing secret' }).locator('code').innerText();
});

step('a script of elsewhere orders by that key, and a server hears of it', async (page) => {
  await using script = startOutsideScript(site.origin, key);
  const shown = await page
    .goto('/dashboard')
    .then(() => page.locator('[data-balance]').innerText());
  const { balance } = await script.call('balance');
  assert.equal(nanoOf(String(balance)), nanoOf(shown));
  const service = site.services.get(ofType('Default').name)?.id;
  const link = 'https://example.com/script';
  const { order: id } = await script.call('order', { service, link, quantity: 100 });
  assert.equal(typeof id, 'number');
  await page.goto(`/dashboard/orders/${String(id)}`);
  await page.getByRole('link', { name: 'An old script' }).waitFor();
  await comesTrue(page, 'Delivered in full');
  assert.equal((await script.call('status', id))['status'], 'Completed');

  const of = (type: string) =>
    receiver.received.find(
      ({ message }) => message.type === type && message.data['order'] === `ord_${String(id)}`,
    );
  await eventually(() => of('order.completed') !== undefined, WAIT_MS);
  for (const type of ['order.created', 'order.completed']) {
    const received = of(type) ?? assert.fail(type);
    verify(secret, received);
  }
});

step('a ticket takes a picture along, and gives it back as it was', async (page) => {
  await page.goto(orderPath('SEO'));
  const picture = await page.screenshot();
  await page.getByRole('link', { name: 'Open a ticket' }).click();
  const id = orders.get('SEO')?.id;
  assert.equal(await page.getByLabel('Orders (optional)').inputValue(), `ord_${id}`);
  await page.getByLabel('Subject').fill('It stopped before its end');
  await page.getByLabel('Message').fill('The picture shows how far it came.');
  await page.getByRole('button', { name: 'Next' }).click();
  const shot = { name: 'order.png', mimeType: 'image/png', buffer: picture };
  await page.getByLabel('Files (optional)').setInputFiles(shot);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Sent. We answer here and by mail.').waitFor();
  await page.getByRole('link', { name: `ord_${id}` }).waitFor();
  const back = await download(page, () => page.getByRole('link', { name: 'order.png' }).click());
  assert.equal(await pixelsOf(page, back), await pixelsOf(page, picture));
});

step('a receipt is made out to whom the customer says', async (page) => {
  await page.goto('/dashboard/wallet/details');
  await page.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
  await page.getByLabel('Address').fill('Lane 1, London');
  await page.getByLabel('Country').selectOption('GB');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. The next document is made out like this.').waitFor();
  await page.goto('/dashboard/wallet');
  await page.locator('summary', { hasText: 'Filters' }).click();
  await page.getByLabel('Type').selectOption({ label: 'Deposits' });
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('button', { name: 'Receipt' }).click();
  const { text, totals } = await readPaper(page);
  assert.match(text, /Ada Lovelace/);
  assert.match(text, /Hairline Ltd/);
  assert.equal(totals.at(-1), '$100.00');
});

let delivered = 0n;

step('a statement adds up to the balance, on the page and on paper', async (page) => {
  await page.goto('/dashboard/wallet');
  const held = lineOf(page, 'Held by open orders').getByText('$0.00', { exact: true });
  await pass(site, held, () => page.reload());
  const balance = await page.locator('[data-balance]').innerText();
  await page.goto('/dashboard/wallet/statements');
  await page.locator('main tbody a').first().click();
  const { totals } = await readPaper(page);
  const [opening = 0n, received = 0n, paid = 0n, closing = 0n] = totals.map(nanoOf);
  assert.equal(opening + received + paid, closing);
  assert.equal(closing, nanoOf(balance));
  const sumOf = async (group: string, column: number) => {
    const line = page.getByRole('row', { name: new RegExp(`^${group}`) });
    return nanoOf(await line.getByRole('cell').nth(column).innerText());
  };
  delivered = (await sumOf('Orders', PAID)) - (await sumOf('Refunds of orders', RECEIVED));
});

step('an invoice of the month asks for what was delivered, to the last digit', async (page) => {
  site.clock.move(untilNextMonth(site.clock.now()));
  await tasksOf(site.app)['issue-invoices']?.();
  await page.goto('/dashboard/wallet/invoices');
  // Sessions do not last so long; whoever signs in comes to the page that was asked for.
  await page.getByLabel('E-mail address').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await page.waitForURL('**/dashboard/wallet/invoices');
  await page.getByRole('link', { name: /^Invoice, / }).click();
  const { text, totals } = await readPaper(page);
  assert.match(text, /Ada Lovelace/);
  assert.equal(nanoOf(totals.at(-1) ?? ''), delivered);
});

/** A document as it is shown: its words and totals, which its PDF has just the same. */
async function readPaper(page: Page): Promise<{ text: string; totals: string[] }> {
  const paper = page.locator('main article');
  const totals = await paper.locator('dl').last().locator('dd').allInnerTexts();
  const pdf = await download(page, () => page.getByRole('link', { name: 'Download PDF' }).click());
  const { text } = readPdf(pdf);
  for (const total of totals) assert.ok(text.includes(total), `${total} is on paper:\n${text}`);
  return { text, totals };
}

const untilNextMonth = (now: number): number => {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1, 12) - now;
};

test('the books agree with all of it', { skip: noBrowser }, async () => {
  assert.deepEqual(await checkAllBooks(site.app.db), { ok: true, findings: [] });
});
