import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setOwnRate } from '#pricing/index.ts';
import { parseMoney, parseRate } from '#lib/money.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { movedClock } from '#test/support/provider-desk.ts';
import { endOrder } from '#test/support/past.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import { readFeed } from './read-feed.ts';
import { readReceipt } from './read-receipt.ts';

async function openCrowd(app: TestApp): Promise<number[]> {
  const accounts = [];
  for (let one = 0; one < 3; one += 1) accounts.push(await openAccount(app, { balance: '1000' }));
  return accounts;
}

test('A shop without orders has no receipt and no feed', async () => {
  await using app = await openTestApp();
  assert.equal(await readReceipt(app), null);
  assert.deepEqual(await readFeed(app), { last: [], spread: [] });
});

test('The receipt is of a real order, adds up, and carries nothing that tells whose it was', async () => {
  await using app = await openTestApp();
  const service = await addService(app, { name: 'Banner views', rate: '1.25' });
  const accounts = await openCrowd(app);
  const link = 'https://example.com/canary-7f3a';
  for (const accountId of [...accounts, ...accounts]) {
    await endOrder(app, { accountId, service, link, finishS: 1_234 });
  }
  const [first = 0] = accounts;
  await endOrder(app, { accountId: first, service, link, status: 'partial', remains: 250 });
  const receipt = await readReceipt(app);
  assert.ok(receipt);
  assert.deepEqual(receipt.what, { name: 'Banner views', platform: 'Test', serviceId: service.id });
  assert.deepEqual(
    [receipt.status, receipt.quantity, receipt.delivered, receipt.tookMinutes],
    ['partial', 1_000, 750, 10],
  );
  assert.equal(receipt.held, parseMoney('1.25'));
  assert.equal(receipt.refunded, parseMoney('0.3125'));
  assert.equal(receipt.earned + receipt.refunded, receipt.held);
  assert.deepEqual(
    receipt.lines.map(({ what, afterMinutes }) => [what, afterMinutes]),
    [
      ['placed', 0],
      ['started', 1],
      ['delivered', 10],
      ['refunded', 10],
    ],
  );
  const feed = await readFeed(app);
  assert.equal(feed.last.length, 7);
  assert.equal(feed.spread[0]?.orders.length, 7);
  const told = JSON.stringify([receipt, feed], (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  assert.doesNotMatch(told, /canary|example\.com|orderId|accountId|createdAt|T\d\d:\d\d/);
});

test('One customer alone is never shown', async () => {
  await using app = await openTestApp();
  const service = await addService(app);
  const accountId = await openAccount(app, { balance: '1000' });
  for (let one = 0; one < 8; one += 1) await endOrder(app, { accountId, service });
  assert.equal(await readReceipt(app), null);
  assert.deepEqual(await readFeed(app), { last: [], spread: [] });
});

test('A rate that one customer was granted is never shown', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const service = await addService(app, { rate: '1' });
  const accounts = await openCrowd(app);
  for (const accountId of accounts) {
    await app.transact((tx) =>
      setOwnRate(tx, { accountId, serviceId: service.id, own: { rate: parseRate('0.7') } }),
    );
  }
  for (const accountId of [...accounts, ...accounts]) {
    await endOrder(app, { accountId, service, status: 'partial', remains: 100 });
  }
  assert.equal(await readReceipt(app), null);
  const { last } = await readFeed(app);
  assert.deepEqual([last.length, last[0]?.refunded], [6, null]);
  const other = await openAccount(app);
  await endOrder(app, { accountId: other, service });
  clock.move(3_600_000); // what is remembered is too old by then
  assert.equal((await readReceipt(app))?.held, parseMoney('1'));
});
