import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { createCoupon } from '#coupons/index.ts';
import { readBalance } from '#ledger/index.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { checkBooks } from './check-books.ts';
import { placeOrder } from './place-order.ts';
import { readStatuses } from './read-statuses.ts';

const balanceOf = async (app: App, accountId: number) =>
  formatMoney(await readBalance(app, accountId));

async function booksAreClean(app: App): Promise<void> {
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
}

const settle = async (calls: Promise<unknown>[]) => {
  const results = await Promise.allSettled(calls);
  const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  return { placed: results.length - refused.length, refused };
};

describe('placing an order', () => {
  test('holds rate × quantity to the last digit and keeps why', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '1' });
    const service = await addService(app, { rate: '0.000123' });
    const { orderId } = await placeOrder(app, orderOf(account, service, { quantity: 77 }));
    assert.equal(await balanceOf(app, account), '0.999990529');
    const [view] = await readStatuses(app, account, [orderId]);
    assert.equal(view?.status, 'pending');
    assert.equal(formatMoney(view?.charge ?? parseMoney('0')), '0.000009471');
    assert.equal(view?.remains, 77);
    await booksAreClean(app);
  });

  test('dates an order by the clock of the App, so that it is due at once there', async () => {
    const at = new Date('2031-05-05T05:05:05.000Z');
    await using app = await openTestApp({ clock: { now: () => at.getTime() } });
    const account = await openAccount(app);
    const { orderId } = await placeOrder(app, orderOf(account, await addService(app)));
    const row = await app.db
      .selectFrom('orders')
      .select(['created_at', 'due_at'])
      .where('id', '=', orderId)
      .executeTakeFirst();
    assert.deepEqual(row, { created_at: at, due_at: at });
  });

  test('answers a repeat with the original, whatever happened to service and balance', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '1' });
    const service = await addService(app);
    const command = orderOf(account, service);
    const first = await placeOrder(app, command);
    assert.deepEqual(first, { orderId: first.orderId, replayed: false });
    const off = orderOf(account, { ...service, active: true }, {}, command.requestId);
    const gone = {
      ...off,
      draft: await refusal(() => orderOf(account, { ...service, active: false })),
    };
    assert.deepEqual(await placeOrder(app, gone), { orderId: first.orderId, replayed: true });
    assert.equal(await balanceOf(app, account), '0.00');
    await booksAreClean(app);
  });

  test('refuses the id of another request, and changes nothing', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const command = orderOf(account, service);
    await placeOrder(app, command);
    const other = orderOf(account, service, { quantity: 999 }, command.requestId);
    await assert.rejects(placeOrder(app, other), { code: 'request_id_conflict' });
    assert.equal(await balanceOf(app, account), '99.00');
  });

  test('keeps the ids of accounts apart', async () => {
    await using app = await openTestApp();
    const service = await addService(app);
    const [one, other] = [await openAccount(app), await openAccount(app)];
    const first = await placeOrder(app, orderOf(one, service, {}, 'same'));
    const second = await placeOrder(app, orderOf(other, service, {}, 'same'));
    assert.notEqual(first.orderId, second.orderId);
    assert.equal(second.replayed, false);
  });

  test('leaves the id free and burns no number when it refuses', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '1.50' });
    const service = await addService(app);
    const first = await placeOrder(app, orderOf(account, service));
    const command = orderOf(account, service);
    for (let tries = 0; tries < 5; tries += 1) {
      await assert.rejects(placeOrder(app, command), { code: 'insufficient_balance' });
    }
    const small = orderOf(account, service, { quantity: 500 }, command.requestId);
    assert.deepEqual(await placeOrder(app, small), {
      orderId: first.orderId + 1,
      replayed: false,
    });
    assert.equal(await balanceOf(app, account), '0.00');
  });

  test('makes 50 orders of 50 ids sent 40 times at once', async () => {
    await using app = await openTestApp();
    const service = await addService(app);
    const account = await openAccount(app, { balance: '50' });
    const ids = Array.from({ length: 50 }, () => randomUUID());
    const calls = Array.from({ length: 40 }, () =>
      ids.map((id) => placeOrder(app, orderOf(account, service, {}, id))),
    ).flat();
    const answers = await Promise.all(calls);
    assert.equal(new Set(answers.map((one) => one.orderId)).size, 50);
    assert.equal(answers.filter((one) => !one.replayed).length, 50);
    assert.equal(await balanceOf(app, account), '0.00');
    await booksAreClean(app);
  });

  test('sells ten orders to a hundred calls that can pay for ten', async () => {
    await using app = await openTestApp();
    const service = await addService(app);
    const account = await openAccount(app, { balance: '10' });
    const calls = Array.from({ length: 100 }, () => placeOrder(app, orderOf(account, service)));
    const { placed, refused } = await settle(calls);
    assert.equal(placed, 10);
    assert.ok(refused.every((error) => error.code === 'insufficient_balance'));
    assert.equal(await balanceOf(app, account), '0.00');
    await booksAreClean(app);
  });

  test('lets a small order pass where a large one of the same moment is refused', async () => {
    await using app = await openTestApp();
    const service = await addService(app);
    const account = await openAccount(app, { balance: '1' });
    const [large, small] = await Promise.allSettled([
      placeOrder(app, orderOf(account, service, { quantity: 5_000 })),
      placeOrder(app, orderOf(account, service, { quantity: 1_000 })),
    ]);
    assert.equal(large.status, 'rejected');
    assert.equal(small.status, 'fulfilled');
  });

  test('answers a repeat without an id inside the window with the original', async () => {
    let now = Date.now();
    await using app = await openTestApp({ clock: { now: () => now } });
    const service = await addService(app);
    const account = await openAccount(app);
    const command = { ...orderOf(account, service, {}, null), repeatWindowS: 10 };
    const twins = await Promise.all([placeOrder(app, command), placeOrder(app, command)]);
    now += 10_000;
    const repeat = await placeOrder(app, command);
    assert.equal(new Set([...twins, repeat].map((one) => one.orderId)).size, 1);
    assert.equal(repeat.replayed, true);
    const off = await refusal(() => orderOf(account, { ...service, active: false }));
    assert.deepEqual(await placeOrder(app, { ...command, draft: off }), repeat);
    now += 1;
    await assert.rejects(placeOrder(app, { ...command, draft: off }), off);
    assert.equal((await placeOrder(app, command)).replayed, false);
    const unguarded = { ...command, repeatWindowS: 0 };
    assert.equal((await placeOrder(app, unguarded)).replayed, false);
    assert.equal(await balanceOf(app, account), '97.00');
  });

  test('refuses a second open order on one link where the service guards it', async () => {
    await using app = await openTestApp();
    const service = await addService(app, { link_guard: true });
    const account = await openAccount(app);
    const links = ['https://www.example.com/a/', 'http://example.com/a?utm_source=x'];
    const { placed, refused } = await settle(
      links.map((link) => placeOrder(app, orderOf(account, service, { link }))),
    );
    assert.equal(placed, 1);
    assert.equal(refused[0].code, 'link_active');
    await assert.rejects(placeOrder(app, orderOf(account, service, { link: links[0] })), {
      code: 'link_active',
    });
    await placeOrder(app, orderOf(await openAccount(app), service, { link: links[0] }));
  });

  test('refuses a subscription whose last day is over, and takes one that ends today', async () => {
    const now = Date.UTC(2026, 10, 22, 23, 59);
    await using app = await openTestApp({ clock: { now: () => now } });
    const service = await addService(app, { type: 'Subscriptions' });
    const account = await openAccount(app);
    const params = { username: 'x', min: 10, max: 10, delay: 0 };
    const order = (expiry: string) =>
      placeOrder(app, orderOf(account, service, { ...params, expiry }));
    await assert.rejects(order('2026-11-21'), { code: 'invalid_parameter', parameter: 'expiry' });
    await order('2026-11-22');
  });

  test('stops a key at its daily cap and lets another key of the account go on', async () => {
    await using app = await openTestApp();
    const service = await addService(app);
    const account = await openAccount(app);
    const order = (keyId: number, cap: string | null) => {
      const command = orderOf(account, service);
      const dailySpendCap = cap === null ? null : parseMoney(cap);
      return placeOrder(app, {
        ...command,
        buyer: { ...command.buyer, keyId, dailySpendCap, spendKeyId: keyId },
      });
    };
    const keys = await app.transact((tx) => addKeys(tx, account));
    const { placed, refused } = await settle([1, 2, 3, 4, 5].map(() => order(keys[0], '3')));
    assert.equal(placed, 3);
    assert.ok(refused.every((error) => error.code === 'spend_cap_reached'));
    await order(keys[1], null);
    await assert.rejects(order(keys[0], '3'), { code: 'spend_cap_reached' });
  });
});

describe('coupons', () => {
  test('a percent coupon lowers the rate, which is rounded up once and frozen', async () => {
    await using app = await openTestApp();
    const service = await addService(app, { rate: '1.000001' });
    const account = await openAccount(app);
    await app.transact((tx) => createCoupon(tx, { code: 'TEN', discountBp: 1_000 }));
    await placeOrder(app, orderOf(account, service, { coupon: 'ten' }));
    assert.equal(await balanceOf(app, account), '99.099999');
    await booksAreClean(app);
  });

  test('a fixed coupon is paid by the promotion, and never more than the charge', async () => {
    await using app = await openTestApp();
    const service = await addService(app);
    const account = await openAccount(app);
    const amount = parseMoney('0.60');
    await app.transact((tx) => createCoupon(tx, { code: 'SIXTY', amount }));
    await placeOrder(app, orderOf(account, service, { coupon: 'SIXTY' }));
    await placeOrder(app, orderOf(account, service, { coupon: 'SIXTY', quantity: 500 }));
    assert.equal(await balanceOf(app, account), '99.60');
    await booksAreClean(app);
  });

  test('are used no more often than they may be, in all and by one account', async () => {
    await using app = await openTestApp();
    const service = await addService(app);
    const accounts = await Promise.all([1, 2, 3, 4].map(() => openAccount(app)));
    const code = 'FEW';
    await app.transact((tx) =>
      createCoupon(tx, { code, discountBp: 500, maxUses: 5, maxUsesPerAccount: 2 }),
    );
    const calls = accounts.flatMap((account) =>
      Array.from({ length: 4 }, () => placeOrder(app, orderOf(account, service, { coupon: code }))),
    );
    const { placed, refused } = await settle(calls);
    assert.equal(placed, 5);
    assert.ok(refused.every((error) => error.code === 'invalid_coupon'));
    await booksAreClean(app);
  });

  test('are used up by no subscription that they could not lower', async () => {
    await using app = await openTestApp();
    const service = await addService(app, { type: 'Subscriptions' });
    const account = await openAccount(app);
    const amount = parseMoney('5');
    await app.transact(async (tx) => {
      await createCoupon(tx, { code: 'FIXED', amount });
      await createCoupon(tx, { code: 'FROM', discountBp: 500, minimumCharge: amount });
      await createCoupon(tx, { code: 'ANY', discountBp: 500 });
    });
    const order = (coupon: string) => {
      const params = { username: 'x', min: 10, max: 10, delay: 0, coupon };
      return placeOrder(app, orderOf(account, service, params));
    };
    for (const [code, message] of [
      ['FIXED', 'a coupon of a fixed amount is not for subscriptions'],
      ['FROM', 'a coupon with a minimum charge is not for subscriptions'],
    ] as const) {
      await assert.rejects(order(code), { code: 'invalid_coupon', message });
    }
    await order('ANY');
    const uses = await app.db
      .selectFrom('coupons')
      .select(['code', 'uses'])
      .orderBy('code')
      .execute();
    assert.deepEqual(
      uses.map((one) => [one.code, one.uses]),
      [
        ['ANY', 1],
        ['FIXED', 0],
        ['FROM', 0],
      ],
    );
    await booksAreClean(app);
  });

  test('that nobody knows are refused', async () => {
    await using app = await openTestApp();
    const service = await addService(app);
    const account = await openAccount(app);
    for (const coupon of ['NOPE', '!', 'ſix']) {
      await assert.rejects(placeOrder(app, orderOf(account, service, { coupon })), {
        code: 'invalid_coupon',
      });
    }
    assert.equal(await balanceOf(app, account), '100.00');
  });
});

async function refusal(work: () => unknown) {
  try {
    work();
  } catch (error) {
    return error as never;
  }
  throw new Error('nothing was refused');
}

type Tx = Parameters<Parameters<App['transact']>[0]>[0];

async function addKeys(tx: Tx, accountId: number): Promise<[number, number]> {
  const values = ['one', 'other'].map((name) => ({
    account_id: accountId,
    name,
    hint: 'np_live_x',
    hash: Buffer.alloc(32, randomUUID()),
  }));
  const rows = await tx.insertInto('api_keys').values(values).returning('id').execute();
  return rows.map((row) => row.id) as [number, number];
}
