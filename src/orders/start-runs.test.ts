import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { routeServices } from '#catalog/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { readBalance } from '#ledger/index.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { addProvider } from '#providers/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { cancelOrder } from './cancel-order.ts';
import { checkBooks } from './check-books.ts';
import { moveOrders } from './move-orders.ts';
import { pauseDripFeed } from './pause-drip-feed.ts';
import { placeOrder } from './place-order.ts';
import { resumeDripFeed } from './resume-drip-feed.ts';
import { settleOrders } from './settle-orders.ts';
import { startRuns } from './start-runs.ts';

const MINUTE = 60_000;
const at = (minutes: number) => new Date(Date.now() + minutes * MINUTE);

const runsOf = (app: TestApp, parentId: number) =>
  app.db.selectFrom('orders').selectAll().where('parent_id', '=', parentId).orderBy('id').execute();

const rowOf = (app: TestApp, id: number) =>
  app.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const start = (app: TestApp, now: Date) => app.transact((tx) => startRuns(tx, now));

async function booksAreClean(app: TestApp): Promise<void> {
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
}

/** A drip-feed of runs × 100 pieces at 1.00 per 1000, ten minutes apart. */
async function dripFeed(app: TestApp, runs: number, coupon?: string) {
  const account = await openAccount(app, { balance: '10' });
  const service = await addService(app, { dripfeed: true });
  const params = { quantity: 100, runs, interval: 10, ...(coupon && { coupon }) };
  const { orderId } = await placeOrder(app, orderOf(account, service, params));
  return { account, orderId };
}

async function end(
  app: TestApp,
  orderId: number,
  ending: { status: 'completed' } | { status: 'canceled' } | { status: 'partial'; remains: number },
): Promise<void> {
  await app.transact(async (tx) => {
    await tx
      .updateTable('orders')
      .set({ status: 'submitting' })
      .where('id', '=', orderId)
      .where('status', '=', 'pending')
      .execute();
    const now = new Date();
    await moveOrders(tx, [{ orderId, to: 'in_progress', dueAt: now, source: 'test' }], now);
    await settleOrders(tx, [{ orderId, source: 'test', ...ending }], now);
  });
}

describe('a drip-feed', () => {
  test('starts its runs on schedule and completes with the last of them', async () => {
    await using app = await openTestApp();
    const { account, orderId } = await dripFeed(app, 3);
    assert.equal(await start(app, at(0.1)), 1);
    assert.equal(await start(app, at(9)), 0);
    assert.equal(await start(app, at(10.5)), 1);
    // The second run was half a minute late, and so is the third: they lie ten minutes apart.
    assert.equal(await start(app, at(20.4)), 0);
    assert.equal(await start(app, at(20.6)), 1);
    assert.equal(await start(app, at(500)), 0);
    const runs = await runsOf(app, orderId);
    assert.deepEqual(
      runs.map((run) => [run.kind, run.quantity, run.request_id]),
      [1, 2, 3].map((number) => ['run', 100, `p:${orderId}:${number}`]),
    );
    await booksAreClean(app);
    for (const run of runs) {
      assert.equal((await rowOf(app, orderId)).status, 'in_progress');
      await end(app, run.id, { status: 'completed' });
      await booksAreClean(app);
    }
    const parent = await rowOf(app, orderId);
    assert.deepEqual([parent.status, parent.remains, parent.refunded], ['completed', 0, 0n]);
    assert.equal(formatMoney(await readBalance(app, account)), '9.70');
  });

  test('that missed runs makes up for none of them in a burst', async () => {
    await using app = await openTestApp();
    await dripFeed(app, 5);
    assert.equal(await start(app, at(0.1)), 1);
    assert.equal(await start(app, at(100)), 1);
    assert.equal(await start(app, at(101)), 0);
    assert.equal(await start(app, at(110.1)), 1);
  });

  test('that is paused starts none, and goes on at its interval', async () => {
    await using app = await openTestApp();
    const { orderId } = await dripFeed(app, 3);
    const pause = { orderId, actor: { kind: 'operator', name: 'ann' } as const };
    assert.equal(await start(app, at(0.1)), 1);
    await pauseDripFeed(app, pause);
    await pauseDripFeed(app, pause);
    assert.equal(await start(app, at(35)), 0);
    assert.equal((await rowOf(app, orderId)).status, 'in_progress');
    await booksAreClean(app);
    await resumeDripFeed(app, pause);
    await resumeDripFeed(app, pause);
    assert.equal(await start(app, at(36)), 1);
    assert.equal(await start(app, at(45)), 0);
    assert.equal(await start(app, at(46.1)), 1);
    await assert.rejects(pauseDripFeed(app, pause), { code: 'conflict' });
    await assert.rejects(pauseDripFeed(app, { ...pause, orderId: 999 }), {
      code: 'order_not_found',
    });
    const said = await app.db
      .selectFrom('order_events')
      .select(['type', 'source'])
      .where('type', 'in', ['order.paused', 'order.resumed'])
      .orderBy('id')
      .execute();
    assert.deepEqual(said, [
      { type: 'order.paused', source: 'operator:ann' },
      { type: 'order.resumed', source: 'operator:ann' },
    ]);
  });

  test('that is paused and then canceled gives back what did not start', async () => {
    await using app = await openTestApp();
    const { account, orderId } = await dripFeed(app, 4);
    assert.equal(await start(app, at(0.1)), 1);
    const pause = { orderId, actor: { kind: 'operator', name: 'ann' } as const };
    await pauseDripFeed(app, pause);
    const [run] = await runsOf(app, orderId);
    assert.ok(run);
    await end(app, run.id, { status: 'completed' });
    assert.equal((await rowOf(app, orderId)).status, 'in_progress');
    await cancelOrder(app, account, orderId);
    const parent = await rowOf(app, orderId);
    assert.deepEqual([parent.status, parent.refunded], ['partial', parseMoney('0.3')]);
    await assert.rejects(pauseDripFeed(app, pause), { code: 'conflict' });
    assert.equal(await start(app, at(100)), 0);
    await booksAreClean(app);
  });

  test('spreads its runs over the providers of its service as their shares say', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '10' });
    const service = await addService(app, { dripfeed: true });
    const ids: number[] = [];
    for (const share of [3, 1]) {
      const provider = { url: `https://${share}.example`, key: 'k', name: `p${share}` };
      const { id } = await addProvider(app, provider);
      ids.push(id);
      const route = { serviceId: service.id, providerId: id, providerService: 'x', share };
      await app.transact((tx) => routeServices(tx, [route]));
    }
    const params = { quantity: 10, runs: 40, interval: 1 };
    const { orderId } = await placeOrder(app, orderOf(account, service, params));
    for (let run = 0; run < 40; run += 1) await start(app, at(run * 1.1 + 0.1));
    const runs = await runsOf(app, orderId);
    const first = runs.filter((run) => run.provider_id === ids[0]).length;
    assert.equal(runs.length, 40);
    assert.ok(first >= 29 && first <= 31, `${first} of 40`);
  });

  test('never starts one run twice', async () => {
    await using app = await openTestApp();
    const { orderId } = await dripFeed(app, 3);
    const now = at(0.1);
    const started = await Promise.all(Array.from({ length: 8 }, () => start(app, now)));
    assert.equal(
      started.reduce((sum, one) => sum + one, 0),
      1,
    );
    assert.equal((await runsOf(app, orderId)).length, 1);
  });

  test('gives back what its runs did, and shares a coupon to the last digit', async () => {
    await using app = await openTestApp();
    const amount = parseMoney('0.100000001');
    await app.transact((tx) => createCoupon(tx, { code: 'OFF', amount }));
    const { account, orderId } = await dripFeed(app, 3, 'OFF');
    for (const minutes of [0.1, 10.1, 20.1]) await start(app, at(minutes));
    const [one, two, three] = await runsOf(app, orderId);
    assert.ok(one && two && three);
    assert.equal(one.coupon_amount + two.coupon_amount + three.coupon_amount, amount);
    await end(app, one.id, { status: 'completed' });
    await end(app, two.id, { status: 'partial', remains: 50 });
    await booksAreClean(app);
    await end(app, three.id, { status: 'canceled' });
    const parent = await rowOf(app, orderId);
    assert.equal(parent.status, 'partial');
    assert.equal(parent.refunded, parseMoney('0.15'));
    assert.equal(formatMoney(await readBalance(app, account)), '9.90');
    await booksAreClean(app);
  });

  test('that is canceled refunds the runs to come and wishes for those under way', async () => {
    await using app = await openTestApp();
    const { account, orderId } = await dripFeed(app, 5);
    await start(app, at(0.1));
    const [first] = await runsOf(app, orderId);
    assert.ok(first);
    await app.transact((tx) =>
      tx.updateTable('orders').set({ status: 'submitting' }).where('id', '=', first.id).execute(),
    );
    await start(app, at(10.1));
    await cancelOrder(app, account, orderId);
    await cancelOrder(app, account, orderId);
    const parent = await rowOf(app, orderId);
    assert.deepEqual([parent.status, parent.refunded], ['in_progress', parseMoney('0.4')]);
    const wishes = await app.db
      .selectFrom('cancel_wishes')
      .select('order_id')
      .orderBy('order_id')
      .execute();
    assert.deepEqual(wishes, [{ order_id: orderId }, { order_id: first.id }]);
    assert.equal(await start(app, at(60)), 0);
    await booksAreClean(app);
    await end(app, first.id, { status: 'completed' });
    assert.equal((await rowOf(app, orderId)).status, 'partial');
    await booksAreClean(app);
  });

  test('that is canceled before its first run is refunded at once', async () => {
    await using app = await openTestApp();
    const { account, orderId } = await dripFeed(app, 2);
    await cancelOrder(app, account, orderId);
    assert.equal((await rowOf(app, orderId)).status, 'canceled');
    assert.equal(formatMoney(await readBalance(app, account)), '10.00');
    await booksAreClean(app);
  });
});
