import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCoupon } from '#coupons/index.ts';
import { creditWallet, readBalance } from '#ledger/index.ts';
import { listNotices } from '#platform/notices/index.ts';
import type { Post } from '#platform/http/index.ts';
import { formatMoney, parseMoney, parseRate } from '#lib/money.ts';
import { cancelOrder, followLost, readStatuses, type OrderParams } from '#orders/index.ts';
import type { ReportedStatus } from '#providers/index.ts';
import { openProviderDesk, type ProviderDesk } from '#test/support/provider-desk.ts';
import { findProviderOrders } from './find-provider-orders.ts';
import { followOrders } from './follow-orders.ts';
import { followSubscription } from './follow-subscription.ts';
import { passWishes } from './pass-wishes.ts';

const SECOND = 1_000;

/** Moves the time on, and asks as often as there is something to ask. */
async function follow({ app, clock, provider }: ProviderDesk, afterMs: number): Promise<void> {
  clock.move(afterMs);
  while ((await followOrders(app, provider)) > 0);
}

const rowOf = ({ app }: ProviderDesk, id: number) =>
  app.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const followsOf = ({ app }: ProviderDesk, id: number) =>
  app.db.selectFrom('follows').selectAll().where('order_id', '=', id).execute();

const notesOf = async ({ app }: ProviderDesk, id: number) => {
  const rows = await app.db
    .selectFrom('order_events')
    .select('data')
    .where('order_id', '=', id)
    .where('type', '=', 'order.quarantined')
    .execute();
  return rows.map((row) => (row.data as { note: string }).note);
};

describe('following orders', () => {
  test('shows their progress and ends them when the provider does', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService({
      startAfterMs: 0,
      deliverMs: 20 * SECOND,
      startCount: 42,
    });
    const { account, orderId } = await desk.submit(service);
    await follow(desk, 10 * SECOND);
    const [underWay] = await readStatuses(desk.app, account, [orderId]);
    assert.equal(underWay?.status, 'in_progress');
    assert.equal(underWay.startCount, 42n);
    assert.ok(underWay.remains > 400 && underWay.remains < 600, `${underWay.remains}`);
    await follow(desk, 15 * SECOND);
    const [ended] = await readStatuses(desk.app, account, [orderId]);
    assert.deepEqual([ended?.status, ended?.remains], ['completed', 0]);
    await desk.booksAreClean();
  });

  test('gives back exactly what a partial one did not deliver', async () => {
    await using desk = await openProviderDesk();
    const stopsAt = { percent: 37, as: 'Partial' } as const;
    const service = await desk.addService({ startAfterMs: 0, deliverMs: SECOND, stopsAt });
    const { account, orderId } = await desk.submit(service, { quantity: 1_001 });
    await follow(desk, 10 * SECOND);
    const [view] = await readStatuses(desk.app, account, [orderId]);
    assert.deepEqual([view?.status, view?.remains], ['partial', 631]);
    assert.equal(formatMoney(await readBalance(desk.app, account)), '9.63');
    await desk.booksAreClean();
  });

  test('leaves lies out of the books and says so once', async () => {
    await using desk = await openProviderDesk();
    const lies: [Parameters<ProviderDesk['addService']>[0], string][] = [
      [{ claims: { remains: 5_000 } }, 'remains 5000 of 1000'],
      [{ claims: { remains: '-3' } }, 'remains -3 of 1000'],
      [{ claims: { status: 'Partial', remains: 'Unknown' } }, 'remains odd of 1000'],
      [{ claims: { status: 'Partial', remains: null } }, 'partial, but not what remains'],
      [{ claims: { status: 'Teleported' } }, 'the word "Teleported"'],
    ];
    const orders = [];
    for (const [behaviour] of lies) {
      orders.push((await desk.submit(await desk.addService(behaviour))).orderId);
    }
    for (let round = 0; round < 3; round += 1) await follow(desk, 20 * SECOND);
    for (const [index, orderId] of orders.entries()) {
      assert.deepEqual(await notesOf(desk, orderId), [lies[index]?.[1]]);
    }
    assert.equal((await rowOf(desk, orders[2] as number)).status, 'in_progress');
    const notices = await listNotices(desk.app.db);
    const told = notices.map(({ kind, subject, times }) => [kind, subject, times]);
    assert.deepEqual(
      told.toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
      [
        ['order.quarantined', 'provider:1', 1],
        ['order.unknown_word', 'provider:1', 1],
      ],
    );
    await desk.booksAreClean();
  });

  test('never goes back: an ended order stays, whatever the provider says later', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 0 });
    const { orderId } = await desk.submit(service);
    await follow(desk, 5 * SECOND);
    desk.simulator.script(service.id, { claims: { status: 'Canceled', remains: 1_000 } });
    const asked = desk.simulator.calls('status');
    const left = { order_id: orderId, provider_id: desk.provider.id };
    await desk.app.transact((tx) =>
      tx
        .insertInto('follows')
        .values({ ...left, accepted_at: new Date(0), due_at: new Date(0) })
        .execute(),
    );
    await follow(desk, 60 * SECOND);
    assert.equal(desk.simulator.calls('status'), asked);
    assert.deepEqual(await followsOf(desk, orderId), []);
    assert.equal((await rowOf(desk, orderId)).status, 'completed');
    await desk.booksAreClean();
  });

  test('sees when delivery starts, notes steps back, and what the provider took', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService({ startAfterMs: 60 * SECOND, deliverMs: 100 * SECOND });
    const { orderId } = await desk.submit(service);
    await follow(desk, 30 * SECOND);
    assert.equal((await rowOf(desk, orderId)).started_at, null);
    await follow(desk, 60 * SECOND);
    const startedAt = (await rowOf(desk, orderId)).started_at;
    assert.ok(startedAt && Math.abs(startedAt.getTime() - desk.clock.now()) < 5 * SECOND);
    desk.simulator.script(String(service.id), { claims: { status: 'Pending', remains: 1_000 } });
    await follow(desk, 60 * SECOND);
    assert.deepEqual(await notesOf(desk, orderId), ['"Pending" after it was being delivered']);
    desk.simulator.script(String(service.id), { startAfterMs: 0, deliverMs: 0 });
    await follow(desk, 60 * SECOND);
    const { status, started_at: still } = await rowOf(desk, orderId);
    assert.deepEqual([status, still], ['completed', startedAt]);
    const attempt = await desk.app.db
      .selectFrom('attempts')
      .select('charged')
      .where('order_id', '=', orderId)
      .executeTakeFirstOrThrow();
    assert.ok(attempt.charged !== null && attempt.charged > 0n);
    assert.deepEqual(await followsOf(desk, orderId), []);
  });

  test('finds what a hand in the database took from it', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 0 });
    const { orderId } = await desk.submit(service);
    const find = () => desk.app.transact((tx) => followLost(tx, new Date(desk.clock.now())));
    assert.deepEqual(await find(), []);
    await desk.app.transact((tx) => tx.deleteFrom('follows').execute());
    await follow(desk, 60 * SECOND);
    assert.equal((await rowOf(desk, orderId)).status, 'in_progress');
    assert.deepEqual(await find(), [orderId]);
    await follow(desk, 60 * SECOND);
    assert.equal((await rowOf(desk, orderId)).status, 'completed');
  });

  test('names no more orders in a call than the provider takes', async () => {
    await using desk = await openProviderDesk({ concurrency: 64 });
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 3_600 * SECOND });
    await Promise.all(Array.from({ length: 25 }, () => desk.submit(service)));
    desk.clock.move(5 * SECOND);
    const provider = { ...desk.provider, statusBatch: 10 };
    const asked = [];
    for (let call = 0; call < 4; call += 1) asked.push(await followOrders(desk.app, provider));
    assert.deepEqual(asked, [10, 10, 5, 0]);
    assert.equal(desk.simulator.calls('status'), 3);
  });

  test('hides no order behind one that breaks the answer', async () => {
    await using desk = await openProviderDesk({ concurrency: 64 });
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 0 });
    const orders = [];
    for (let one = 0; one < 7; one += 1) orders.push((await desk.submit(service)).orderId);
    const poison = orders[3] as number;
    const name = (await findProviderOrders(desk.app.db, [poison])).get(poison) ?? '';
    const post: Post = (request) => {
      const asked = new URLSearchParams(request.body);
      const ids = (asked.get('orders') ?? asked.get('order') ?? '').split(',');
      if (!ids.includes(name)) return desk.app.post(request);
      return Promise.resolve({ kind: 'answer', status: 500, headers: {}, text: 'oops' });
    };
    const app = { ...desk.app, post };
    for (let minute = 0; minute < 15; minute += 1) {
      desk.clock.move(60 * SECOND);
      while ((await followOrders(app, desk.provider)) > 0);
    }
    const open = await desk.app.db
      .selectFrom('orders')
      .select('id')
      .where('status', '=', 'in_progress')
      .execute();
    assert.deepEqual(open, [{ id: poison }]);
  });

  test('neither hammers a provider that is away nor forgets its orders', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 0 });
    const { orderId } = await desk.submit(service);
    let calls = 0;
    const post: Post = () => {
      calls += 1;
      return Promise.resolve({ kind: 'broken', error: 'ECONNRESET', text: '' });
    };
    const app = { ...desk.app, post };
    for (let second = 0; second < 600; second += 1) {
      desk.clock.move(SECOND);
      await followOrders(app, desk.provider);
    }
    assert.ok(calls >= 9 && calls <= 30, `${calls} calls in ten minutes`);
    const [waiting] = await followsOf(desk, orderId);
    assert.equal(waiting?.asked_at, null);
    assert.ok(waiting.due_at.getTime() <= desk.clock.now() + 70 * SECOND);
    await follow(desk, 70 * SECOND);
    assert.equal((await rowOf(desk, orderId)).status, 'completed');
  });

  test('asks about a hundred orders in one call, and about none while it need not', async () => {
    await using desk = await openProviderDesk({ concurrency: 64 });
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 3_600 * SECOND });
    await Promise.all(Array.from({ length: 40 }, () => desk.submit(service)));
    await follow(desk, 5 * SECOND);
    assert.equal(desk.simulator.calls('status'), 1);
    await follow(desk, 100);
    assert.equal(desk.simulator.calls('status'), 1);
  });

  test('survives a provider that is away and goes on when it is back', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 0 });
    const { orderId } = await desk.submit(service);
    const away = { ...desk, provider: { ...desk.provider, url: 'http://127.0.0.1:9/' } };
    await follow(away, 5 * SECOND);
    assert.equal((await rowOf(desk, orderId)).status, 'in_progress');
    await follow(desk, 60 * SECOND);
    assert.equal((await rowOf(desk, orderId)).status, 'completed');
  });
});

describe('a wish to cancel', () => {
  const cancelUnderWay = async (desk: ProviderDesk, cancel: 'taken' | { error: string }) => {
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 100 * SECOND, cancel });
    const { account, orderId } = await desk.submit(service);
    await follow(desk, 25 * SECOND);
    await cancelOrder(desk.app, account, orderId);
    assert.equal(await passWishes(desk.app, desk.provider), 1);
    assert.equal(await passWishes(desk.app, desk.provider), 0);
    const wish = async () =>
      desk.app.db.selectFrom('cancel_wishes').selectAll().executeTakeFirstOrThrow();
    return { account, orderId, wish };
  };

  test('that the provider takes ends the order only when its status says so', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId, wish } = await cancelUnderWay(desk, 'taken');
    assert.equal((await wish()).status, 'accepted');
    assert.equal((await rowOf(desk, orderId)).status, 'in_progress');
    await follow(desk, 5 * SECOND);
    const order = await rowOf(desk, orderId);
    assert.equal(order.status, 'partial');
    const balance = await readBalance(desk.app, account);
    assert.equal(balance, parseMoney('9') + order.rate * BigInt(order.remains));
    assert.equal((await wish()).status, 'done');
    await desk.booksAreClean();
  });

  test('that the provider refuses is noted, and the order goes on', async () => {
    await using desk = await openProviderDesk();
    const { orderId, wish } = await cancelUnderWay(desk, { error: 'Too late' });
    assert.deepEqual([(await wish()).status, (await wish()).note], ['refused', 'Too late']);
    await follow(desk, 100 * SECOND);
    assert.equal((await rowOf(desk, orderId)).status, 'completed');
  });

  test('that met no answer is told again', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 1_000 * SECOND });
    const { account, orderId } = await desk.submit(service);
    await cancelOrder(desk.app, account, orderId);
    await passWishes(desk.app, { ...desk.provider, url: 'http://127.0.0.1:9/' });
    desk.clock.move(121 * SECOND);
    assert.equal(await passWishes(desk.app, desk.provider), 1);
    await follow(desk, 60 * SECOND);
    assert.equal((await rowOf(desk, orderId)).status, 'partial');
  });
});

describe('a subscription', () => {
  const subscribe = async (desk: ProviderDesk, rate: string, extra: OrderParams = {}) => {
    const row = { type: 'Subscriptions', rate } as const;
    const behaviour = { startAfterMs: 5_000, deliverMs: 1_000, postEveryMs: 10 * SECOND };
    const service = await desk.addService(behaviour, row);
    const params = { username: 'somebody', min: 100, max: 200, delay: 0, posts: 2, ...extra };
    return desk.submit(service, params);
  };

  test('charges each post as the provider finds it, and completes after the last', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await subscribe(desk, '1');
    assert.equal(desk.simulator.orders()[0]?.params['username'], 'somebody');
    assert.equal(formatMoney(await readBalance(desk.app, account)), '10.00');
    await follow(desk, 11 * SECOND);
    assert.equal(formatMoney(await readBalance(desk.app, account)), '9.90');
    await desk.booksAreClean();
    await follow(desk, 11 * SECOND);
    await follow(desk, 20 * SECOND);
    const [view] = await readStatuses(desk.app, account, [orderId]);
    assert.equal(view?.subscription?.status, 'completed');
    assert.equal(view.orders?.length, 2);
    const posts = await readStatuses(desk.app, account, view.orders);
    assert.deepEqual(
      posts.map((post) => [post?.kind, post?.status]),
      [
        ['post', 'completed'],
        ['post', 'completed'],
      ],
    );
    assert.equal(formatMoney(await readBalance(desk.app, account)), '9.80');
    await desk.booksAreClean();
  });

  test('gives each post its price, and why that is its price', async () => {
    await using desk = await openProviderDesk();
    await desk.app.transact((tx) => createCoupon(tx, { code: 'TEN', discountBp: 1_000 }));
    const { orderId } = await subscribe(desk, '1', { coupon: 'TEN' });
    await follow(desk, 11 * SECOND);
    const post = await desk.app.db
      .selectFrom('orders')
      .selectAll()
      .where('parent_id', '=', orderId)
      .executeTakeFirstOrThrow();
    const parent = await rowOf(desk, orderId);
    assert.equal(post.rate, parseRate('0.9'));
    assert.ok(post.coupon_id !== null);
    assert.deepEqual(
      [post.base_rate, post.coupon_id, post.coupon_discount_bp],
      [parent.base_rate, parent.coupon_id, 1_000],
    );
    await desk.booksAreClean();
  });

  test('pauses without the money, says so once, and goes on when it is there', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await subscribe(desk, '150');
    for (let round = 0; round < 3; round += 1) await follow(desk, 11 * SECOND);
    const [paused] = await readStatuses(desk.app, account, [orderId]);
    assert.equal(paused?.subscription?.status, 'paused');
    assert.deepEqual(paused.orders, []);
    const low = await desk.app.db
      .selectFrom('order_events')
      .select('order_id')
      .where('type', '=', 'balance.low')
      .execute();
    assert.deepEqual(low, [{ order_id: orderId }]);
    const actor = { kind: 'system', name: 'test' } as const;
    const credit = { accountId: account, amount: parseMoney('90'), reason: 'test', actor };
    await desk.app.transact((tx) => creditWallet(tx, credit));
    await follow(desk, 30 * SECOND);
    const [ended] = await readStatuses(desk.app, account, [orderId]);
    assert.equal(ended?.subscription?.status, 'completed');
    assert.equal(ended.orders?.length, 2);
    await desk.booksAreClean();
  });

  test('charges a post once, named twice by the provider and seen by two workers', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await subscribe(desk, '1');
    const post = await desk.submit(await desk.addService());
    // A post that the provider made of itself: none of our attempts knows it.
    const { provider_order_id: name } = await desk.app.transact((tx) =>
      tx
        .deleteFrom('attempts')
        .where('order_id', '=', post.orderId)
        .returning('provider_order_id')
        .executeTakeFirstOrThrow(),
    );
    const report: ReportedStatus = {
      state: 'unclear',
      word: 'Active',
      startCount: null,
      remains: null,
      charge: null,
      subscription: { status: 'active', orders: [String(name), String(name)] },
    };
    const workers = Array.from({ length: 2 }, () =>
      followSubscription(desk.app, desk.provider, { id: orderId }, report),
    );
    await Promise.all(workers);
    const [view] = await readStatuses(desk.app, account, [orderId]);
    assert.equal(view?.orders?.length, 1);
    assert.equal(formatMoney(await readBalance(desk.app, account)), '9.80');
    await desk.booksAreClean();
  });
});
