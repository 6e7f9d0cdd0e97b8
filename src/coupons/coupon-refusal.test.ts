import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMoney } from '#lib/money.ts';
import type { Coupon } from './coupon.ts';
import { couponRefusal, type CouponUse } from './coupon-refusal.ts';

const START = new Date('2026-11-01T00:00:00Z');
const END = new Date('2026-12-01T00:00:00Z');
const coupon: Coupon = {
  id: 1,
  code: 'SPRING',
  discountBp: 1_000,
  amount: null,
  minimumCharge: parseMoney('10'),
  startsAt: START,
  endsAt: END,
  maxUses: 3,
  maxUsesPerAccount: 2,
  uses: 2,
  serviceIds: [4, 5],
  active: true,
};
const use: CouponUse = {
  now: new Date('2026-11-22T12:00:00Z'),
  serviceId: 5,
  charge: parseMoney('10'),
  usesByAccount: 1,
};

const textOf = (changes: Partial<Coupon>, used: Partial<CouponUse> = {}) =>
  couponRefusal({ ...coupon, ...changes }, { ...use, ...used })?.message;

test('a coupon within all of its limits is not refused', () => {
  assert.equal(couponRefusal(coupon, use), undefined);
});

test('a refusal is an invalid_coupon about the parameter coupon', () => {
  const refusal = couponRefusal(undefined, use);
  assert.equal(refusal?.code, 'invalid_coupon');
  assert.equal(refusal?.parameter, 'coupon');
});

test('an unknown coupon and one that was switched off read the same', () => {
  assert.equal(couponRefusal(undefined, use)?.message, 'the coupon is not known');
  assert.equal(textOf({ active: false }), 'the coupon is not known');
});

test('a coupon is valid from its first moment up to, not including, its last', () => {
  const before = new Date(START.getTime() - 1);
  assert.equal(textOf({}, { now: before }), 'the coupon is not valid yet');
  assert.equal(textOf({}, { now: START }), undefined);
  assert.equal(textOf({}, { now: new Date(END.getTime() - 1) }), undefined);
  assert.equal(textOf({}, { now: END }), 'the coupon has expired');
  assert.equal(textOf({ endsAt: null }, { now: new Date('2100-01-01') }), undefined);
});

test('a coupon for some services is refused for the others', () => {
  assert.equal(textOf({}, { serviceId: 6 }), 'the coupon is not for this service');
  assert.equal(textOf({ serviceIds: [] }, { serviceId: 6 }), undefined);
});

test('an order below the minimum is refused and told the minimum', () => {
  const text = textOf({}, { charge: parseMoney('9.999999999') });
  assert.equal(text, 'the coupon is for orders of at least 10.00');
});

test('a subscription, which is charged nothing itself, takes only what lowers its rate', () => {
  const subscription = { charge: null };
  assert.equal(textOf({ minimumCharge: parseMoney('0') }, subscription), undefined);
  assert.equal(textOf({}, subscription), 'a coupon with a minimum charge is not for subscriptions');
  const fixed = { discountBp: null, amount: parseMoney('5'), minimumCharge: parseMoney('0') };
  assert.equal(textOf(fixed, subscription), 'a coupon of a fixed amount is not for subscriptions');
  assert.equal(textOf({ ...fixed, active: false }, subscription), 'the coupon is not known');
});

test('a coupon is used up at its total limit', () => {
  assert.equal(textOf({ uses: 3 }), 'the coupon is used up');
  assert.equal(textOf({ uses: 1_000, maxUses: null }), undefined);
});

test('a coupon is used up for one account at the limit per account', () => {
  assert.equal(textOf({}, { usesByAccount: 2 }), 'the coupon is used up for this account');
  assert.equal(textOf({ maxUsesPerAccount: null }, { usesByAccount: 1_000 }), undefined);
});
