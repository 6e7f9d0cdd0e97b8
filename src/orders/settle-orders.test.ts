import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createCoupon } from '#coupons/index.ts';
import { readBalance } from '#ledger/index.ts';
import { asMoney, formatMoney, parseMoney } from '#lib/money.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { cancelOrder } from './cancel-order.ts';
import { checkBooks } from './check-books.ts';
import { moveOrders } from './move-orders.ts';
import type { FinalStatus, OrderStatus } from './order.ts';
import { placeOrder } from './place-order.ts';
import { settleOrders, settlementOf, type Ending } from './settle-orders.ts';

const NOW = new Date();
const SOURCE = 'test';

const settle = (app: TestApp, endings: Ending[]) =>
  app.transact((tx) => settleOrders(tx, endings, NOW));

const balanceOf = async (app: TestApp, accountId: number) =>
  formatMoney(await readBalance(app, accountId));

const rowOf = (app: TestApp, id: number) =>
  app.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const eventsOf = async (app: TestApp, id: number) => {
  const rows = await app.db
    .selectFrom('order_events')
    .select('type')
    .where('order_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.type);
};

async function booksAreClean(app: TestApp): Promise<void> {
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
}

/** An order under way, of 1,000 pieces at 1.00 per 1000. */
async function underWay(app: TestApp, accountId: number, coupon?: string): Promise<number> {
  const service = await addService(app);
  const { orderId } = await placeOrder(
    app,
    orderOf(accountId, service, coupon === undefined ? {} : { coupon }),
  );
  await app.transact((tx) => submit(tx, orderId));
  return orderId;
}

async function submit(tx: Parameters<typeof moveOrders>[0], orderId: number): Promise<void> {
  await tx
    .updateTable('orders')
    .set({ status: 'submitting' })
    .where('id', '=', orderId)
    .where('status', '=', 'pending')
    .execute();
  await moveOrders(tx, [{ orderId, to: 'in_progress', dueAt: NOW, source: SOURCE }], NOW);
}

describe('settling an order', () => {
  test('a completed one earns its whole charge', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '5' });
    const orderId = await underWay(app, account);
    await settle(app, [{ orderId, status: 'completed', source: SOURCE }]);
    const order = await rowOf(app, orderId);
    assert.deepEqual([order.status, order.remains, order.refunded], ['completed', 0, 0n]);
    assert.equal(await balanceOf(app, account), '4.00');
    assert.deepEqual(await eventsOf(app, orderId), [
      'order.created',
      'order.in_progress',
      'order.completed',
    ]);
    await booksAreClean(app);
  });

  test('a partial one gives back rate × remains, a canceled one everything', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '5' });
    const [partial, canceled] = [await underWay(app, account), await underWay(app, account)];
    await settle(app, [
      { orderId: partial, status: 'partial', remains: 333, source: SOURCE },
      { orderId: canceled, status: 'canceled', remains: 10, source: SOURCE },
    ]);
    assert.equal(await balanceOf(app, account), '4.333');
    assert.equal((await rowOf(app, partial)).refunded, parseMoney('0.333'));
    assert.deepEqual((await eventsOf(app, partial)).slice(2), ['order.partial', 'order.refunded']);
    await booksAreClean(app);
  });

  test('the same ending twice, or another one after it, changes nothing', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '5' });
    const orderId = await underWay(app, account);
    const ending = { orderId, status: 'partial', remains: 500, source: SOURCE } as const;
    assert.deepEqual([...(await settle(app, [ending, ending]))], [orderId]);
    assert.equal((await settle(app, [ending])).size, 0);
    assert.equal((await settle(app, [{ ...ending, status: 'canceled' }])).size, 0);
    assert.equal(await balanceOf(app, account), '4.50');
    await booksAreClean(app);
  });

  test('forty at once pay back once', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '5' });
    const orderId = await underWay(app, account);
    const endings: Ending[] = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0
        ? { orderId, status: 'canceled', source: SOURCE }
        : { orderId, status: 'partial', remains: index, source: SOURCE },
    );
    const settled = await Promise.all(endings.map((one) => settle(app, [one])));
    assert.equal(settled.filter((one) => one.size > 0).length, 1);
    await booksAreClean(app);
  });

  test("a fixed coupon's share goes back to the promotion", async () => {
    await using app = await openTestApp();
    await app.transact((tx) => createCoupon(tx, { code: 'OFF', amount: parseMoney('0.4') }));
    const account = await openAccount(app, { balance: '5' });
    const orderId = await underWay(app, account, 'OFF');
    assert.equal(await balanceOf(app, account), '4.40');
    await settle(app, [{ orderId, status: 'partial', remains: 250, source: SOURCE }]);
    assert.equal(await balanceOf(app, account), '4.55'); // 0.25 back, of which 0.10 was the coupon's
    await booksAreClean(app);
  });

  test('an order that waits does not complete, and a free one moves no money', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '0' });
    const service = await addService(app, { rate: '0' });
    const { orderId } = await placeOrder(app, orderOf(account, service));
    assert.equal((await settle(app, [{ orderId, status: 'completed', source: SOURCE }])).size, 0);
    await settle(app, [{ orderId, status: 'canceled', source: SOURCE, failed: true }]);
    assert.deepEqual(await eventsOf(app, orderId), ['order.created', 'order.failed']);
    await booksAreClean(app);
  });

  test('a cancel never takes an order that is being submitted', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '5' });
    const service = await addService(app);
    const { orderId } = await placeOrder(app, orderOf(account, service));
    await app.transact((tx) =>
      tx.updateTable('orders').set({ status: 'submitting' }).where('id', '=', orderId).execute(),
    );
    await cancelOrder(app, account, orderId);
    await cancelOrder(app, account, orderId);
    assert.equal((await rowOf(app, orderId)).status, 'submitting');
    const wishes = await app.db.selectFrom('cancel_wishes').selectAll().execute();
    assert.equal(wishes.length, 1);
    await booksAreClean(app);
  });
});

describe('dividing a charge', () => {
  const order = fc
    .record({
      rate: fc.bigInt(0n, 10n ** 12n),
      quantity: fc.integer({ min: 1, max: 1_000_000 }),
      share: fc.integer({ min: 0, max: 100 }),
      remains: fc.integer({ min: 0, max: 1_000_000 }),
    })
    .map(({ rate, quantity, share, remains }) => {
      const charge = asMoney(rate * BigInt(quantity));
      const couponAmount = asMoney((charge * BigInt(share)) / 100n);
      return { rate, quantity, charge, couponAmount, remains: remains % (quantity + 1) };
    });

  test('adds up to the charge and gives nobody more than they paid', () => {
    const statuses: FinalStatus[] = ['completed', 'partial', 'canceled'];
    fc.assert(
      fc.property(order, fc.constantFrom(...statuses), ({ remains, ...one }, status) => {
        const money = settlementOf(one, status, remains);
        assert.equal(money.earned + money.toWallet + money.toPromotion, one.charge);
        assert.equal(money.toWallet + money.toPromotion, money.refunded);
        for (const part of Object.values(money)) assert.ok(part >= 0n);
        assert.ok(money.toPromotion <= one.couponAmount);
        assert.ok(money.toWallet <= one.charge - one.couponAmount);
      }),
    );
  });
});

test('any sequence of moves and endings keeps the books and never reopens an order', async () => {
  await using app = await openTestApp();
  const account = await openAccount(app, { balance: '1000' });
  const moves = ['pending', 'unknown', 'processing', 'in_progress'] as const;
  const step = fc.oneof(
    fc.record({ move: fc.constantFrom(...moves) }),
    fc.record({
      end: fc.constantFrom<FinalStatus>('completed', 'partial', 'canceled'),
      remains: fc.integer({ min: 0, max: 1_000 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const orderId = await underWay(app, account);
      let ended: OrderStatus | null = null;
      for (const one of steps) {
        await app.transact(async (tx) => {
          if ('move' in one) {
            await moveOrders(tx, [{ orderId, to: one.move, dueAt: NOW, source: SOURCE }], NOW);
          } else {
            const { end: status, remains } = one;
            await settleOrders(tx, [{ orderId, status, remains, source: SOURCE }], NOW);
          }
        });
        const { status } = await rowOf(app, orderId);
        if (ended !== null) assert.equal(status, ended);
        if (['completed', 'partial', 'canceled'].includes(status)) ended = status;
      }
    }),
    { numRuns: 25 },
  );
  await booksAreClean(app);
});
