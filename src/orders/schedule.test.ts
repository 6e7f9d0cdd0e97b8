import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBalance } from '#ledger/index.ts';
import { formatMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { cancelOrder } from './cancel-order.ts';
import { checkBooks } from './check-books.ts';
import { claimOrders } from './claim-orders.ts';
import { findOpenOnLink } from './find-open-on-link.ts';
import { placeOrder } from './place-order.ts';
import { readOrderFields } from './read-order-fields.ts';
import { listScheduled, readScheduled } from './read-scheduled.ts';
import { startRuns } from './start-runs.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 12);
const IN_A_DAY = new Date(NOW + 24 * HOUR_MS);

async function openShop(app: App) {
  const service = await addService(app, { dripfeed: true });
  const { id: providerId } = await app.transact((tx) =>
    tx
      .insertInto('providers')
      .values({
        name: 'P',
        kind: 'v2',
        url: 'https://p.example',
        currency: 'USD',
        key_sealed: Buffer.from('k'),
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  return { service, providerId, accountId: await openAccount(app, { balance: '10' }) };
}

const claimAt = (app: App, providerId: number, at: Date) =>
  app.transact((tx) => {
    const leaseUntil = new Date(at.getTime() + HOUR_MS);
    return claimOrders(tx, { providerId, limit: 10, now: at, leaseUntil });
  });

test('An order with a start is paid at once and claimed from then on', async () => {
  await using app = await openTestApp({ clock: { now: () => NOW } });
  const { service, providerId, accountId } = await openShop(app);
  const { orderId } = await placeOrder(app, {
    ...orderOf(accountId, service),
    startsAt: IN_A_DAY,
  });
  await app.transact((tx) =>
    tx.updateTable('orders').set({ provider_id: providerId }).where('id', '=', orderId).execute(),
  );
  assert.equal(formatMoney(await readBalance(app, accountId)), '9.00');
  const listed = { accountId, now: new Date(NOW), limit: 5 };
  assert.deepEqual(await listScheduled(app.db, listed), [
    { orderId, serviceId: service.id, link: 'https://example.com/post', startsAt: IN_A_DAY },
  ]);
  assert.deepEqual([...(await readScheduled(app.db, [orderId]))], [[orderId, IN_A_DAY]]);
  assert.deepEqual(await claimAt(app, providerId, new Date(IN_A_DAY.getTime() - 1)), []);
  assert.deepEqual(
    (await claimAt(app, providerId, IN_A_DAY)).map((one) => one.id),
    [orderId],
  );
  assert.deepEqual((await checkBooks(app.db)).findings, []);
});

test('Until its start an order is canceled at once and refunded', async () => {
  await using app = await openTestApp({ clock: { now: () => NOW } });
  const { service, accountId } = await openShop(app);
  const { orderId } = await placeOrder(app, {
    ...orderOf(accountId, service),
    startsAt: IN_A_DAY,
  });
  await cancelOrder(app, accountId, orderId);
  assert.equal(formatMoney(await readBalance(app, accountId)), '10.00');
  assert.deepEqual(await listScheduled(app.db, { accountId, now: new Date(NOW), limit: 5 }), []);
});

test('A drip-feed with a start has its first run then', async () => {
  await using app = await openTestApp({ clock: { now: () => NOW } });
  const { service, accountId } = await openShop(app);
  const { orderId } = await placeOrder(app, {
    ...orderOf(accountId, service, { quantity: 100, runs: 3, interval: 60 }),
    startsAt: IN_A_DAY,
  });
  assert.equal(await app.transact((tx) => startRuns(tx, new Date(NOW))), 0);
  assert.equal(await app.transact((tx) => startRuns(tx, IN_A_DAY)), 1);
  const again = await readOrderFields(app.db, { accountId, orderId });
  assert.deepEqual(again.fields, {
    link: 'https://example.com/post',
    quantity: '100',
    runs: '3',
    interval: '60',
  });
});

test('An open order is found by any spelling of its link, and only by its customer', async () => {
  await using app = await openTestApp();
  const { service, accountId } = await openShop(app);
  const link = 'https://www.instagram.com/p/AbC/';
  const { orderId } = await placeOrder(app, orderOf(accountId, service, { link }));
  const find = (other: string, who = accountId) =>
    findOpenOnLink(app.db, { accountId: who, serviceId: service.id, link: other });
  for (const other of [link, 'http://instagram.com/p/AbC', `${link}?igsh=1#x`]) {
    assert.deepEqual(await find(other), { orderId, serviceId: service.id, status: 'pending' });
  }
  assert.equal(await find('https://instagram.com/p/abc'), undefined);
  assert.equal(await find(link, await openAccount(app)), undefined);
  await cancelOrder(app, accountId, orderId);
  assert.equal(await find(link), undefined);
});

test('What another ordered is no order', async () => {
  await using app = await openTestApp();
  const { service, accountId } = await openShop(app);
  const { orderId } = await placeOrder(app, orderOf(accountId, service));
  const stranger = await openAccount(app);
  await assert.rejects(readOrderFields(app.db, { accountId: stranger, orderId }), {
    code: 'order_not_found',
  });
});
