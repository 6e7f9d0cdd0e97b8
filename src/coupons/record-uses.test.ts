import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '#lib/errors.ts';
import { parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { openTestApp } from '#test/support/database.ts';
import { couponRefusal } from './coupon-refusal.ts';
import { countUses, usesKey } from './count-uses.ts';
import { createCoupon, type NewCoupon } from './create-coupon.ts';
import { lockCoupons } from './lock-coupons.ts';
import { recordUses } from './record-uses.ts';

type Limits = Pick<NewCoupon, 'maxUses' | 'maxUsesPerAccount'>;

const create = (app: App, limits: Limits, code = 'FIVE') =>
  app.transact((tx) => createCoupon(tx, { code, discountBp: 500, ...limits }));

const usesOf = async (app: App) => {
  const coupons = await app.db.selectFrom('coupons').select(['id', 'uses']).orderBy('id').execute();
  const rows = await app.db.selectFrom('coupon_uses').select('coupon_id').execute();
  for (const { id, uses } of coupons) {
    assert.equal(rows.filter((row) => row.coupon_id === id).length, uses, 'rows and count agree');
  }
  return coupons.map((coupon) => coupon.uses);
};

/** As an order does it: lock, count, decide, record. */
async function buy(tx: Tx, accountId: number, orderId: number): Promise<void> {
  const coupon = (await lockCoupons(tx, ['five'])).get('five') ?? assert.fail();
  const holder = { couponId: coupon.id, accountId };
  const counted = await countUses(tx, [holder]);
  const refusal = couponRefusal(coupon, {
    now: new Date(Date.now() + 60_000),
    serviceId: 1,
    charge: parseMoney('1'),
    usesByAccount: counted.get(usesKey(holder)) ?? 0,
  });
  if (refusal) throw refusal;
  await recordUses(tx, [{ ...holder, orderId }]);
}

async function race(app: App, tries: (tx: Tx, n: number) => Promise<void>) {
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, n) => app.transact((tx) => tries(tx, n + 1))),
  );
  const refusals = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  assert.ok(refusals.every((error) => isAppError(error) && error.code === 'invalid_coupon'));
  return { done: results.length - refusals.length, refusals: refusals as Error[] };
}

test('a coupon for five is used by exactly five of fifty accounts at once', async () => {
  await using app = await openTestApp();
  await create(app, { maxUses: 5 });
  const { done, refusals } = await race(app, (tx, n) => buy(tx, n, n));
  assert.equal(done, 5);
  assert.ok(refusals.every((error) => error.message === 'the coupon is used up'));
  assert.deepEqual(await usesOf(app), [5]);
});

test('a coupon for two per account is used twice by one account that tries fifty times', async () => {
  await using app = await openTestApp();
  await create(app, { maxUsesPerAccount: 2 });
  const { done, refusals } = await race(app, (tx, n) => buy(tx, 1, n));
  assert.equal(done, 2);
  assert.ok(refusals.every((error) => error.message === 'the coupon is used up for this account'));
  assert.deepEqual(await usesOf(app), [2]);
});

test('the count is guarded even where nobody took the lock first', async () => {
  await using app = await openTestApp();
  const { id } = await create(app, { maxUses: 5 });
  const { done } = await race(app, (tx, n) =>
    recordUses(tx, [{ couponId: id, accountId: n, orderId: n }]),
  );
  assert.equal(done, 5);
  assert.deepEqual(await usesOf(app), [5]);
});

test('many uses of several coupons are recorded at once', async () => {
  await using app = await openTestApp();
  const five = await create(app, { maxUses: 3 });
  const ten = await create(app, {}, 'TEN');
  await app.transact((tx) =>
    recordUses(tx, [
      { couponId: five.id, accountId: 1, orderId: 1 },
      { couponId: ten.id, accountId: 1, orderId: 2 },
      { couponId: five.id, accountId: 2, orderId: 3 },
      { couponId: five.id, accountId: 1, orderId: 4 },
    ]),
  );
  assert.deepEqual(await usesOf(app), [3, 1]);
  const counted = await app.transact((tx) =>
    countUses(tx, [
      { couponId: five.id, accountId: 1 },
      { couponId: five.id, accountId: 2 },
      { couponId: ten.id, accountId: 1 },
      { couponId: ten.id, accountId: 2 },
    ]),
  );
  assert.deepEqual(
    counted,
    new Map([
      [`${five.id}:1`, 2],
      [`${five.id}:2`, 1],
      [`${ten.id}:1`, 1],
    ]),
  );
});

test('a batch that passes one limit records nothing at all', async () => {
  await using app = await openTestApp();
  const five = await create(app, { maxUses: 1 });
  const ten = await create(app, {}, 'TEN');
  const tooMany = app.transact((tx) =>
    recordUses(tx, [
      { couponId: ten.id, accountId: 1, orderId: 1 },
      { couponId: five.id, accountId: 1, orderId: 2 },
      { couponId: five.id, accountId: 2, orderId: 3 },
    ]),
  );
  await assert.rejects(tooMany, { code: 'invalid_coupon', message: 'the coupon is used up' });
  assert.deepEqual(await usesOf(app), [0, 0]);
});

test('an order that is rolled back gives its use back', async () => {
  await using app = await openTestApp();
  await create(app, { maxUses: 1 });
  const failing = app.transact(async (tx) => {
    await buy(tx, 1, 1);
    throw new Error('the order failed later');
  });
  await assert.rejects(failing, /later/);
  await app.transact((tx) => buy(tx, 2, 2));
  assert.deepEqual(await usesOf(app), [1]);
});

test('an order uses a coupon once, whatever is retried', async () => {
  await using app = await openTestApp();
  await create(app, {});
  await app.transact((tx) => buy(tx, 1, 1));
  await assert.rejects(
    app.transact((tx) => buy(tx, 1, 1)),
    /coupon_uses_pkey/,
  );
  assert.deepEqual(await usesOf(app), [1]);
});

test('nothing to count or record asks nothing of the database', async () => {
  await using app = await openTestApp();
  await app.transact(async (tx) => {
    const ask = () => assert.fail('the database was asked');
    const silent = { ...tx, run: ask, rows: ask };
    await recordUses(silent, []);
    assert.equal((await countUses(silent, [])).size, 0);
  });
});
