import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { cancelOrder } from './cancel-order.ts';
import { watchFrom } from './order-reader.ts';
import type { WatchedNews } from './order-watch.ts';
import { placeOrder } from './place-order.ts';
import { watchOrders } from './watch-orders.ts';

const SOON_MS = 20_000;

function open(app: App, accountId: number, ids: readonly number[] = [], since?: string) {
  const heard: WatchedNews[] = [];
  const stop = watchOrders(app, { accountId, ids, since, tell: (news) => heard.push(news) });
  const placed = () => heard.flatMap((news) => news.placed);
  const states = (id: number) =>
    heard.flatMap(({ orders }) => orders.flatMap((one) => (one.id === id ? [one.status] : [])));
  return { heard, stop, placed, states };
}

describe('watching orders', () => {
  test('tells an account of its new orders and of those it looks at, and nobody else', async () => {
    await using app = await openTestApp();
    const [account, stranger] = [await openAccount(app), await openAccount(app)];
    const service = await addService(app);
    const { orderId: known } = await placeOrder(app, orderOf(account, service));
    const own = open(app, account, [known]);
    const other = open(app, stranger, [known]);
    await eventually(() => own.states(known).length > 0, SOON_MS);
    const { orderId } = await placeOrder(app, orderOf(account, service));
    await cancelOrder(app, account, known);
    await eventually(() => own.states(known).length > 1 && own.placed().includes(orderId), SOON_MS);
    assert.deepEqual(own.states(known), ['pending', 'canceled']);
    assert.deepEqual([other.placed(), other.states(known)], [[], []]);
    own.stop();
    other.stop();
  });

  test('goes on where a page was read, also for who comes late', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const since = await watchFrom(app);
    const { orderId } = await placeOrder(app, orderOf(account, service));
    const first = open(app, account);
    const late = open(app, account, [], since);
    await eventually(() => late.placed().includes(orderId), SOON_MS);
    const cursor = late.heard[0]?.cursor;
    assert.ok(cursor !== undefined && BigInt(cursor) > BigInt(since));
    const again = open(app, account, [], cursor);
    const { orderId: next } = await placeOrder(app, orderOf(account, service));
    await eventually(() => first.placed().includes(next) && again.placed().includes(next), SOON_MS);
    for (const one of [first, late, again]) one.stop();
  });

  test('misses no order whose transaction began before others that ended first', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const own = open(app, account, [], await watchFrom(app));
    const gate = Promise.withResolvers<null>();
    const row = { account_id: account, order_id: 77, type: 'order.created', source: 'customer' };
    const slow = app.transact(async (tx) => {
      await tx.insertInto('order_events').values(row).execute();
      await gate.promise;
    });
    const { orderId } = await placeOrder(app, orderOf(account, service));
    // What is looked at needs no horizon: that it is told shows that the reader went on meanwhile.
    const seen = open(app, account, [orderId]);
    await eventually(() => seen.states(orderId).length > 0, SOON_MS);
    gate.resolve(null);
    await slow;
    await eventually(() => [77, orderId].every((id) => own.placed().includes(id)), SOON_MS);
    own.stop();
    seen.stop();
  });
});
