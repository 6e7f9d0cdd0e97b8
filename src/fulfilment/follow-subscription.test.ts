import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createKey } from '#keys/index.ts';
import { creditWallet, readBalance } from '#ledger/index.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { endSubscriptions, placeOrder, readStatuses, type OrderParams } from '#orders/index.ts';
import type { ReportedStatus } from '#providers/index.ts';
import { listNotices } from '#platform/notices/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { eventually } from '#test/support/eventually.ts';
import { openProviderDesk, type ProviderDesk } from '#test/support/provider-desk.ts';
import { openAccount, orderOf } from '#test/support/shop.ts';
import { somebodyWaits } from '#test/support/somebody-waits.ts';
import { followOrders } from './follow-orders.ts';
import { followSubscription } from './follow-subscription.ts';
import { openSubmitLane } from './submit-lane.ts';

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;

async function follow({ app, clock, provider }: ProviderDesk, afterMs: number): Promise<void> {
  clock.move(afterMs);
  while ((await followOrders(app, provider)) > 0);
}

type Wish = { rate?: string; params?: OrderParams; dailyCap?: string; balance?: string };

/** A standing order of posts of 100 to 200, found every ten seconds. */
async function subscribe(desk: ProviderDesk, wish: Wish = {}) {
  const { rate = '1', params = {}, dailyCap, balance = '10' } = wish;
  const { app, provider } = desk;
  const behaviour = { startAfterMs: 5 * SECOND, deliverMs: SECOND, postEveryMs: 10 * SECOND };
  const service = await desk.addService(behaviour, { type: 'Subscriptions', rate });
  const account = await openAccount(app, { balance });
  const all = { username: 'somebody', min: 100, max: 200, delay: 0, posts: 3, ...params };
  const order = orderOf(account, service, all);
  const key = dailyCap === undefined ? null : await keyWithCap(desk, account, dailyCap);
  const buyer = { ...order.buyer, keyId: key };
  const { orderId } = await placeOrder(app, { ...order, buyer });
  const lane = openSubmitLane(app, provider, { worker: 'test' });
  await lane.fill();
  await lane.quiet();
  return { account, orderId };
}

async function keyWithCap({ app }: ProviderDesk, accountId: number, cap: string) {
  const settings = { accountId, dailySpendCap: parseMoney(cap) };
  return (await app.transact((tx) => createKey(tx, settings))).id;
}

const viewOf = async ({ app }: ProviderDesk, { account, orderId }: Standing) =>
  (await readStatuses(app, account, [orderId]))[0];

type Standing = { account: number; orderId: number };

const dayAfter = ({ clock }: ProviderDesk, days: number) =>
  new Date(clock.now() + days * DAY).toISOString().slice(0, 10);

const end = ({ app, clock }: ProviderDesk) =>
  app.transact((tx) => endSubscriptions(tx, new Date(clock.now())));

const rowOf = ({ app }: ProviderDesk, { orderId }: Standing) =>
  app.db
    .selectFrom('subscriptions as s')
    .innerJoin('orders as o', 'o.id', 's.order_id')
    .select(['s.status', 's.paused_reason', 's.paused_at', 'o.status as order', 'o.charge'])
    .where('s.order_id', '=', orderId)
    .executeTakeFirstOrThrow();

describe('a standing order', () => {
  test('that is being submitted by now is not ended before it is known who has it', async () => {
    await using desk = await openProviderDesk();
    const { app, clock } = desk;
    const standing = await subscribe(desk, { params: { expiry: dayAfter(desk, 1) } });
    const become = (tx: Tx, status: 'pending' | 'submitting') =>
      tx.updateTable('orders').set({ status }).where('id', '=', standing.orderId).execute();
    await app.transact((tx) => become(tx, 'pending'));
    clock.move(5 * DAY);
    let ending: Promise<unknown> | undefined;
    await app.transact(async (tx) => {
      await become(tx, 'submitting');
      ending = end(desk);
      await eventually(() => somebodyWaits(app), 5_000);
    });
    await ending;
    const { status, order } = await rowOf(desk, standing);
    assert.deepEqual([status, order], ['active', 'submitting']);
  });

  test('counts its posts against the daily cap of its key, and goes on the next day', async () => {
    await using desk = await openProviderDesk();
    const standing = await subscribe(desk, { dailyCap: '0.15' });
    await follow(desk, 11 * SECOND);
    assert.equal(formatMoney(await readBalance(desk.app, standing.account)), '9.90');
    await follow(desk, 11 * SECOND);
    assert.equal((await viewOf(desk, standing))?.orders?.length, 1);
    assert.equal((await rowOf(desk, standing)).paused_reason, 'spend_cap');
    const low = desk.app.db
      .selectFrom('order_events')
      .selectAll()
      .where('type', '=', 'balance.low');
    assert.deepEqual(await low.execute(), []);
    await follow(desk, DAY);
    assert.equal((await viewOf(desk, standing))?.orders?.length, 2);
    await desk.booksAreClean();
    await follow(desk, DAY);
    const view = await viewOf(desk, standing);
    assert.deepEqual([view?.orders?.length, view?.subscription?.status], [3, 'completed']);
    assert.equal(formatMoney(await readBalance(desk.app, standing.account)), '9.70');
    await desk.booksAreClean();
  });

  test('is charged for no post beyond those that were ordered, and ends with the last', async () => {
    await using desk = await openProviderDesk();
    const standing = await subscribe(desk, { params: { posts: 1 } });
    const names: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      const post = await desk.submit(await desk.addService());
      const row = await desk.app.transact((tx) =>
        tx
          .deleteFrom('attempts')
          .where('order_id', '=', post.orderId)
          .returning('provider_order_id')
          .executeTakeFirstOrThrow(),
      );
      names.push(String(row.provider_order_id));
    }
    const told: ReportedStatus = {
      state: 'unclear',
      word: 'Active',
      startCount: null,
      remains: null,
      charge: null,
      subscription: { status: 'active', orders: names },
    };
    await followSubscription(desk.app, desk.provider, { id: standing.orderId }, told);
    const view = await viewOf(desk, standing);
    assert.deepEqual([view?.orders?.length, view?.subscription?.status], [1, 'completed']);
    assert.equal(formatMoney(await readBalance(desk.app, standing.account)), '9.80');
    await desk.booksAreClean();
  });

  test('without money asks its provider to cancel after a month, and ends two days later', async () => {
    await using desk = await openProviderDesk();
    const standing = await subscribe(desk, { rate: '150' });
    await follow(desk, 11 * SECOND);
    assert.equal((await rowOf(desk, standing)).paused_reason, 'balance.low');
    desk.clock.move(29 * DAY);
    assert.deepEqual(await end(desk), { unpaid: [], expired: [], wished: [] });
    desk.clock.move(DAY + 11 * SECOND);
    assert.deepEqual((await end(desk)).wished, [standing.orderId]);
    assert.equal((await rowOf(desk, standing)).status, 'paused');
    desk.clock.move(2 * DAY);
    assert.deepEqual((await end(desk)).unpaid, [standing.orderId]);
    const { status, order } = await rowOf(desk, standing);
    assert.deepEqual([status, order], ['canceled', 'canceled']);
    assert.deepEqual(await end(desk), { unpaid: [], expired: [], wished: [] });
    const notices = (await listNotices(desk.app.db)).map(({ kind, subject }) => [kind, subject]);
    assert.deepEqual(notices, [['subscription.unpaid', `order:${standing.orderId}`]]);
    assert.equal(await desk.app.db.selectFrom('follows').selectAll().executeTakeFirst(), undefined);
    assert.equal(formatMoney(await readBalance(desk.app, standing.account)), '10.00');
    await desk.booksAreClean();
  });

  test('that got its money in time was never in danger', async () => {
    await using desk = await openProviderDesk();
    const standing = await subscribe(desk, { rate: '150' });
    await follow(desk, 11 * SECOND);
    desk.clock.move(29 * DAY);
    const actor = { kind: 'system', name: 'test' } as const;
    const credit = { accountId: standing.account, amount: parseMoney('90'), reason: 'test', actor };
    await desk.app.transact((tx) => creditWallet(tx, credit));
    await follow(desk, 2 * 3_600 * SECOND);
    assert.equal((await rowOf(desk, standing)).paused_at, null);
    desk.clock.move(3 * DAY);
    assert.deepEqual((await end(desk)).unpaid, []);
  });

  test('ends when its date is over, whatever its provider says', async () => {
    await using desk = await openProviderDesk();
    const inFiveDays = new Date(desk.clock.now() + 5 * DAY);
    const expiry = inFiveDays.toISOString().slice(0, 10);
    const standing = await subscribe(desk, { params: { expiry, posts: 50 } });
    await follow(desk, 11 * SECOND);
    desk.clock.move(7 * DAY);
    assert.deepEqual((await end(desk)).expired, []);
    desk.clock.move(DAY);
    assert.deepEqual((await end(desk)).expired, [standing.orderId]);
    const { status, order } = await rowOf(desk, standing);
    assert.deepEqual([status, order], ['expired', 'completed']);
    await desk.booksAreClean();
  });
});
