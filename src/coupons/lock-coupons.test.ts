import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMoney } from '#lib/money.ts';
import { openTestApp } from '#test/support/database.ts';
import { createCoupon } from './create-coupon.ts';
import { lockCoupons } from './lock-coupons.ts';

test('coupons are found under the codes as they were given, in any case', async () => {
  await using app = await openTestApp();
  const found = await app.transact(async (tx) => {
    await createCoupon(tx, { code: 'FIVE', amount: parseMoney('5') });
    await createCoupon(tx, { code: 'TEN', amount: parseMoney('10') });
    return lockCoupons(tx, ['five', 'FIVE', ' Ten', 'none', 'not a code', '']);
  });
  assert.deepEqual([...found.keys()], ['five', 'FIVE', ' Ten']);
  assert.equal(found.get('five'), found.get('FIVE'));
  assert.equal(found.get(' Ten')?.code, 'TEN');
});

test('asking for no coupon, or for none that can exist, asks nothing', async () => {
  await using app = await openTestApp();
  await app.transact(async (tx) => {
    const silent = { ...tx, run: () => assert.fail('the database was asked') };
    assert.equal((await lockCoupons(silent, [])).size, 0);
    assert.equal((await lockCoupons(silent, ['a b', '\0'])).size, 0);
  });
});

test('whoever comes second waits and then sees what the first one committed', async () => {
  await using app = await openTestApp();
  await app.transact((tx) => createCoupon(tx, { code: 'FIVE', amount: parseMoney('5') }));
  const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>();
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
  const first = app.transact(async (tx) => {
    await lockCoupons(tx, ['FIVE']);
    isLocked();
    await mayCommit;
    await tx.updateTable('coupons').set({ uses: 7 }).execute();
  });
  await locked;
  const second = app.transact((tx) => lockCoupons(tx, ['FIVE']));
  commit();
  await first;
  assert.equal((await second).get('FIVE')?.uses, 7);
});

test('two that want the same coupons in opposite order do not block each other for ever', async () => {
  await using app = await openTestApp();
  await app.transact(async (tx) => {
    await createCoupon(tx, { code: 'FIVE', amount: parseMoney('5') });
    await createCoupon(tx, { code: 'TEN', amount: parseMoney('10') });
  });
  const both = [
    ['FIVE', 'TEN'],
    ['TEN', 'FIVE'],
  ];
  const rounds = Array.from({ length: 40 }, (_, round) => both[round % 2] as string[]);
  const found = await Promise.all(
    rounds.map((codes) => app.transact((tx) => lockCoupons(tx, codes))),
  );
  assert.ok(found.every((coupons) => coupons.size === 2));
});
