import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importServices } from '#catalog/index.ts';
import { asMoney, parseMoney } from '#lib/money.ts';
import { openTestApp } from '#test/support/database.ts';
import { createCoupon, type NewCoupon } from './create-coupon.ts';
import { lockCoupons } from './lock-coupons.ts';

test('a coupon is stored as it was described, its code in upper case', async () => {
  await using app = await openTestApp();
  const startsAt = new Date('2026-11-01T00:00:00Z');
  const endsAt = new Date('2026-12-01T00:00:00Z');
  const created = await app.transact(async (tx) => {
    const { ids } = await importServices(tx, [
      { name: 'a', category: 'c', rate: '1', min: 1, max: 10, delivery: 'paid_ads' },
    ]);
    const serviceIds = [ids[0] as number, ids[0] as number];
    const { id } = await createCoupon(tx, {
      code: 'spring-26',
      discountBp: 1_500,
      minimumCharge: parseMoney('2.5'),
      startsAt,
      endsAt,
      maxUses: 100,
      maxUsesPerAccount: 1,
      serviceIds,
    });
    return { id, serviceIds: [ids[0]], stored: await lockCoupons(tx, ['SPRING-26']) };
  });
  assert.deepEqual(created.stored.get('SPRING-26'), {
    id: created.id,
    code: 'SPRING-26',
    discountBp: 1_500,
    amount: null,
    minimumCharge: parseMoney('2.5'),
    startsAt,
    endsAt,
    maxUses: 100,
    maxUsesPerAccount: 1,
    uses: 0,
    serviceIds: created.serviceIds,
    active: true,
  });
});

test('the least that a fixed coupon says is its code and amount', async () => {
  await using app = await openTestApp();
  const before = new Date();
  const coupons = await app.transact(async (tx) => {
    await createCoupon(tx, { code: 'FIVE', amount: parseMoney('5') });
    return lockCoupons(tx, ['FIVE']);
  });
  const { id, startsAt, ...coupon } = coupons.get('FIVE') ?? assert.fail();
  assert.ok(id > 0);
  assert.ok(Math.abs(startsAt.getTime() - before.getTime()) < 60_000);
  assert.deepEqual(coupon, {
    code: 'FIVE',
    discountBp: null,
    amount: parseMoney('5'),
    minimumCharge: 0n,
    endsAt: null,
    maxUses: null,
    maxUsesPerAccount: null,
    uses: 0,
    serviceIds: [],
    active: true,
  });
});

test('a code is taken in any case', async () => {
  await using app = await openTestApp();
  const amount = parseMoney('5');
  await app.transact((tx) => createCoupon(tx, { code: 'FIVE', amount }));
  await assert.rejects(
    app.transact((tx) => createCoupon(tx, { code: 'five', amount })),
    { code: 'conflict', message: 'there is a coupon FIVE already' },
  );
});

test('a coupon for a service that does not exist is refused', async () => {
  await using app = await openTestApp();
  const coupon = { code: 'FIVE', amount: parseMoney('5'), serviceIds: [999] };
  await assert.rejects(
    app.transact((tx) => createCoupon(tx, coupon)),
    { code: 'service_not_found', message: 'there is no service 999' },
  );
});

test('every wrong value is refused by the name of its field', async () => {
  await using app = await openTestApp();
  const good = { code: 'FIVE', discountBp: 500 };
  const day = new Date('2026-11-01');
  const cases: [parameter: string, coupon: NewCoupon][] = [
    ['code', { ...good, code: 'F' }],
    ['code', { ...good, code: 'five off' }],
    ['discount_bp', { ...good, discountBp: 0 }],
    ['discount_bp', { ...good, discountBp: 10_001 }],
    ['discount_bp', { ...good, discountBp: 0.5 }],
    ['amount', { code: 'FIVE', amount: asMoney(0n) }],
    ['minimum_charge', { ...good, minimumCharge: asMoney(-1n) }],
    ['ends_at', { ...good, startsAt: day, endsAt: day }],
    ['max_uses', { ...good, maxUses: 0 }],
    ['max_uses', { ...good, maxUses: 2 ** 31 }],
    ['max_uses_per_account', { ...good, maxUsesPerAccount: 1.5 }],
  ];
  for (const [parameter, coupon] of cases) {
    await assert.rejects(
      app.transact((tx) => createCoupon(tx, coupon)),
      { code: 'invalid_parameter', parameter },
    );
  }
});
