import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asMoney, parseMoney } from '#lib/money.ts';
import { couponAmount, normalCode, type Coupon } from './coupon.ts';

const coupon: Coupon = {
  id: 1,
  code: 'SPRING',
  discountBp: null,
  amount: parseMoney('5'),
  minimumCharge: parseMoney('0'),
  startsAt: new Date(0),
  endsAt: null,
  maxUses: null,
  maxUsesPerAccount: null,
  uses: 0,
  serviceIds: [],
  active: true,
};

test('a fixed coupon pays its amount, and never more than the order costs', () => {
  assert.equal(couponAmount(coupon, parseMoney('12')), parseMoney('5'));
  assert.equal(couponAmount(coupon, parseMoney('5')), parseMoney('5'));
  assert.equal(couponAmount(coupon, parseMoney('3.5')), parseMoney('3.5'));
  assert.equal(couponAmount(coupon, parseMoney('0')), 0n);
});

test('a percent coupon pays nothing by itself: it lowers the rate', () => {
  assert.equal(couponAmount({ ...coupon, amount: null, discountBp: 500 }, parseMoney('12')), 0n);
});

test('what a fixed coupon pays is between nothing and the charge', () => {
  const amounts = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(asMoney);
  fc.assert(
    fc.property(amounts, amounts, (amount, charge) => {
      const paid = couponAmount({ ...coupon, amount }, charge);
      assert.ok(paid >= 0n && paid <= charge && paid <= amount);
      assert.ok(paid === charge || paid === amount);
    }),
  );
});

test('codes are read in any case and without the spaces around them', () => {
  assert.equal(normalCode('spring-26'), 'SPRING-26');
  assert.equal(normalCode(' Spring_26 '), 'SPRING_26');
  assert.equal(normalCode('AB'), 'AB');
});

test('what cannot be a code is none, letters that upper-casing would make plain included', () => {
  for (const text of [
    '',
    'A',
    'a b',
    'straße',
    'ﬁrst',
    'dıscount',
    'A'.repeat(41),
    'A\0B',
    "A'B",
  ]) {
    assert.equal(normalCode(text), undefined, JSON.stringify(text));
  }
});
