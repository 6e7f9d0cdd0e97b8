import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCoupon } from '#coupons/index.ts';
import { readBalance } from '#ledger/index.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { somebodyWaits } from '#test/support/somebody-waits.ts';
import { cancelOrder } from './cancel-order.ts';
import { checkBooks } from './check-books.ts';
import { lockOrders } from './lock-orders.ts';
import { moveOrders } from './move-orders.ts';
import { placeOrder } from './place-order.ts';
import { readHeld } from './read-held.ts';
import { readStatuses } from './read-statuses.ts';
import { settleOrders } from './settle-orders.ts';
import { startRuns } from './start-runs.ts';

const balanceOf = async (app: App, accountId: number) =>
  formatMoney(await readBalance(app, accountId));

const statusOf = async (app: App, accountId: number, orderId: number) =>
  (await readStatuses(app, accountId, [orderId]))[0];

async function claim(app: App, orderId: number): Promise<void> {
  await app.transact(async (tx) => {
    await tx
      .insertInto('providers')
      .values({ id: 1, name: 'p', url: 'http://127.0.0.1', key_sealed: Buffer.of(1) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await tx
      .insertInto('attempts')
      .values({
        order_id: orderId,
        provider_id: 1,
        number: 1,
        worker: 'w',
        provider_service: '1',
        lease_until: new Date(),
      })
      .execute();
    await tx
      .updateTable('orders')
      .set({ status: 'submitting' })
      .where('id', '=', orderId)
      .execute();
  });
}

const wishes = (app: App) =>
  app.db.selectFrom('cancel_wishes').select('order_id').orderBy('order_id').execute();

describe('canceling an order', () => {
  test('that no provider was asked for refunds it at once, wallet and promotion', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const amount = parseMoney('0.30');
    await app.transact((tx) => createCoupon(tx, { code: 'FIX', amount }));
    const { orderId } = await placeOrder(app, orderOf(account, service, { coupon: 'FIX' }));
    assert.equal(await balanceOf(app, account), '99.30');
    await cancelOrder(app, account, orderId);
    assert.equal(await balanceOf(app, account), '100.00');
    const view = await statusOf(app, account, orderId);
    assert.equal(view?.status, 'canceled');
    assert.equal(formatMoney(view?.charge ?? parseMoney('1')), '0.00');
    assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  });

  test('again, fifty times at once, refunds it once', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const { orderId } = await placeOrder(app, orderOf(account, service));
    await Promise.all(Array.from({ length: 50 }, () => cancelOrder(app, account, orderId)));
    assert.equal(await balanceOf(app, account), '100.00');
    assert.deepEqual(await wishes(app), []);
    assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  });

  test('that was claimed keeps the wish, once, and moves no money', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const { orderId } = await placeOrder(app, orderOf(account, service));
    await claim(app, orderId);
    await cancelOrder(app, account, orderId);
    await cancelOrder(app, account, orderId);
    assert.deepEqual(await wishes(app), [{ order_id: orderId }]);
    assert.equal((await statusOf(app, account, orderId))?.status, 'pending');
    assert.equal(await balanceOf(app, account), '99.00');
  });

  test("of nobody, or of another account, is 'not found'", async () => {
    await using app = await openTestApp();
    const service = await addService(app);
    const owner = await openAccount(app);
    const stranger = await openAccount(app);
    const { orderId } = await placeOrder(app, orderOf(owner, service));
    for (const id of [orderId, orderId + 1, 2_147_483_647]) {
      await assert.rejects(cancelOrder(app, stranger, id), { code: 'order_not_found' });
    }
    assert.equal(await balanceOf(app, owner), '99.00');
  });

  test('of a drip-feed gives back the runs that are not with a provider', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app, { dripfeed: true });
    const params = { quantity: 1_000, runs: 3, interval: 60 };
    const { orderId } = await placeOrder(app, orderOf(account, service, params));
    assert.equal(await balanceOf(app, account), '97.00');
    assert.equal(formatMoney(await readHeld(app.db, account)), '3.00');
    await app.transact((tx) => startRuns(tx, new Date()));
    const run = (await statusOf(app, account, orderId))?.orders?.[0] as number;
    await claim(app, run);
    await cancelOrder(app, account, orderId);
    assert.equal(await balanceOf(app, account), '99.00');
    assert.equal(formatMoney(await readHeld(app.db, account)), '1.00');
    assert.deepEqual(await wishes(app), [{ order_id: orderId }, { order_id: run }]);
    assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
    await cancelOrder(app, account, orderId);
    assert.equal(await balanceOf(app, account), '99.00');
  });

  test('of a drip-feed under a fixed coupon leaves the charge at what was paid and not returned', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app, { dripfeed: true });
    const amount = parseMoney('0.10');
    await app.transact((tx) => createCoupon(tx, { code: 'DIME', amount }));
    const params = { quantity: 1_000, runs: 3, interval: 60, coupon: 'DIME' };
    const { orderId } = await placeOrder(app, orderOf(account, service, params));
    await app.transact((tx) => startRuns(tx, new Date()));
    const run = (await statusOf(app, account, orderId))?.orders?.[0] as number;
    await claim(app, run);
    await cancelOrder(app, account, orderId);
    const paid = parseMoney('100') - (await readBalance(app, account));
    const view = await statusOf(app, account, orderId);
    assert.equal(view?.charge, paid);
    assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  });

  test('answers a repeat like the first, however the order ended meanwhile', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app, { dripfeed: true });
    const now = new Date();
    const complete = (orderId: number) =>
      app.transact(async (tx) => {
        await moveOrders(tx, [{ orderId, to: 'in_progress', dueAt: now, source: 'test' }], now);
        await settleOrders(tx, [{ orderId, status: 'completed', source: 'test' }], now);
      });
    const single = await placeOrder(app, orderOf(account, service));
    await claim(app, single.orderId);
    await cancelOrder(app, account, single.orderId);
    await complete(single.orderId);
    await cancelOrder(app, account, single.orderId);
    assert.equal((await statusOf(app, account, single.orderId))?.status, 'completed');

    const params = { quantity: 1_000, runs: 3, interval: 60 };
    const feed = await placeOrder(app, orderOf(account, service, params));
    await app.transact((tx) => startRuns(tx, new Date()));
    await complete((await statusOf(app, account, feed.orderId))?.orders?.[0] as number);
    await cancelOrder(app, account, feed.orderId);
    assert.equal((await statusOf(app, account, feed.orderId))?.status, 'partial');
    await cancelOrder(app, account, feed.orderId);
    assert.equal(await balanceOf(app, account), '98.00');
    assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  });

  test('of a drip-feed and the reports on its runs wait for each other in one order', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app, { dripfeed: true });
    const params = { quantity: 1_000, runs: 3, interval: 1 };
    const { orderId } = await placeOrder(app, orderOf(account, service, params));
    for (const minutes of [0, 1]) {
      await app.transact((tx) => startRuns(tx, new Date(Date.now() + minutes * 61_000)));
    }
    const runs = (await statusOf(app, account, orderId))?.orders as [number, number];
    for (const run of runs) await claim(app, run);
    const locked = Promise.withResolvers<void>();
    const canceled = locked.promise.then(() => cancelOrder(app, account, orderId));
    const now = new Date();
    await app.transact(async (tx) => {
      await lockOrders(tx, runs);
      const move = { to: 'in_progress', dueAt: now, source: 'test' } as const;
      await moveOrders(tx, [{ ...move, orderId: runs[1] }], now);
      locked.resolve();
      await eventually(() => somebodyWaits(app), 2_000);
      const ending = { status: 'canceled', source: 'test' } as const;
      await settleOrders(tx, [{ ...ending, orderId: runs[0] }], now);
    });
    await canceled;
    assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  });
});
