import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asRate, parseRate } from '#lib/money.ts';
import { priceOf, priceWithCoupon, type OwnRate } from './price.ts';

const service = (rate: string) => ({ rate: parseRate(rate) });
const percent = (discountBp: number): OwnRate => ({ rate: null, discountBp });
const fixed = (rate: string): OwnRate => ({ rate: parseRate(rate), discountBp: null });

test('without anything agreed the price is the base rate', () => {
  assert.deepEqual(priceOf(service('1.25'), undefined, 0), {
    rate: parseRate('1.25'),
    baseRate: parseRate('1.25'),
    ownRate: null,
    ownDiscountBp: null,
    tierDiscountBp: 0,
  });
});

test('an own rate replaces the base and the tier lowers it further', () => {
  assert.deepEqual(priceOf(service('10'), fixed('8'), 500), {
    rate: parseRate('7.6'),
    baseRate: parseRate('10'),
    ownRate: parseRate('8'),
    ownDiscountBp: null,
    tierDiscountBp: 500,
  });
});

test('an own percentage and the tier multiply', () => {
  const price = priceOf(service('10'), percent(1_000), 500);
  assert.equal(price.rate, parseRate('8.55'));
  assert.equal(price.ownDiscountBp, 1_000);
});

test('a negative percentage is a surcharge', () => {
  assert.equal(priceOf(service('10'), percent(-2_500), 0).rate, parseRate('12.5'));
});

test('an own rate of zero is free and stays free', () => {
  const price = priceOf(service('10'), fixed('0'), 500);
  assert.equal(price.rate, 0n);
  assert.equal(priceWithCoupon(price, 100).rate, 0n);
});

test('a coupon lowers the rate and leaves the explanation', () => {
  const price = priceOf(service('10'), percent(1_000), 500);
  assert.deepEqual(priceWithCoupon(price, 2_000), { ...price, rate: parseRate('6.84') });
});

test('a coupon is worked out from the base and not from a rounded price', () => {
  const price = priceOf({ rate: asRate(3n) }, undefined, 5_000);
  assert.equal(price.rate, 2n, '1.5 is rounded up');
  assert.equal(priceWithCoupon(price, 5_000).rate, 1n, '0.75 once up, not half of 2 and then up');
  const uneven = priceOf({ rate: asRate(10_001n) }, undefined, 3_333);
  const exact = (10_001n * 6_667n * 6_667n + 99_999_999n) / 100_000_000n;
  assert.equal(priceWithCoupon(uneven, 3_333).rate, exact);
});

test('using a coupon twice is using it once', () => {
  const price = priceOf(service('9.99'), undefined, 250);
  const once = priceWithCoupon(price, 1_500);
  assert.deepEqual(priceWithCoupon(once, 1_500), once);
});

test('a coupon of everything is free', () => {
  assert.equal(priceWithCoupon(priceOf(service('9.99'), undefined, 250), 10_000).rate, 0n);
});

const rates = fc.bigInt({ min: 0n, max: 10n ** 15n }).map(asRate);
const shares = fc.integer({ min: 0, max: 10_000 });
const owns: fc.Arbitrary<OwnRate | undefined> = fc.oneof(
  fc.constant(undefined),
  rates.map((rate) => ({ rate, discountBp: null })),
  fc.integer({ min: -100_000, max: 10_000 }).map(percent),
);

/** The exact price as a fraction, without any rounding. */
function exactly(base: bigint, own: OwnRate | undefined, ...discounts: number[]) {
  let above: bigint = own?.rate ?? base;
  let below = 1n;
  for (const discount of [own?.discountBp ?? 0, ...discounts]) {
    above *= BigInt(10_000 - discount);
    below *= 10_000n;
  }
  return { above, below };
}

test('a rate is never below the exact price and less than one micro-unit above it', () => {
  fc.assert(
    fc.property(rates, owns, shares, shares, (base, own, tier, coupon) => {
      const price = priceOf({ rate: base }, own, tier);
      const cases = [
        { rate: price.rate, ...exactly(base, own, tier) },
        { rate: priceWithCoupon(price, coupon).rate, ...exactly(base, own, tier, coupon) },
      ];
      for (const { rate, above, below } of cases) {
        assert.ok(rate * below >= above, 'not below');
        assert.ok((rate - 1n) * below < above, 'less than one above');
      }
    }),
  );
});

test('a higher base never costs less, a higher discount never costs more', () => {
  fc.assert(
    fc.property(rates, rates, owns, shares, shares, shares, (a, b, own, t, u, coupon) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      const [less, more] = t < u ? [t, u] : [u, t];
      const of = (base: typeof a, tier: number) =>
        priceWithCoupon(priceOf({ rate: base }, own, tier), coupon).rate;
      assert.ok(of(low, less) <= of(high, less));
      assert.ok(of(high, more) <= of(high, less));
      const price = priceOf({ rate: high }, own, less);
      assert.ok(priceWithCoupon(price, more).rate <= priceWithCoupon(price, less).rate);
      assert.ok(priceWithCoupon(price, coupon).rate <= price.rate);
    }),
  );
});

test('the order in which discounts are named does not matter', () => {
  fc.assert(
    fc.property(rates, shares, shares, (base, a, b) => {
      const one = priceOf({ rate: base }, percent(a), b).rate;
      const other = priceOf({ rate: base }, percent(b), a).rate;
      assert.equal(one, other);
    }),
  );
});

test('the largest rate with the largest surcharge fits 64 bits', () => {
  const price = priceOf({ rate: asRate(10n ** 15n) }, percent(-100_000), 0);
  assert.ok(price.rate < 2n ** 63n);
});
