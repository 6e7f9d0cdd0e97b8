import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asRate, parseRate } from '#lib/money.ts';
import { priceFor, type PriceRule } from './price-rule.ts';

const rule = (id: number, more: Partial<PriceRule> = {}): PriceRule => ({
  id,
  providerId: null,
  category: null,
  costFrom: asRate(0n),
  costTo: null,
  markupBp: 5_000,
  extra: asRate(0n),
  roundTo: asRate(1n),
  floor: asRate(0n),
  ...more,
});
const SOLD = { providerId: 3, category: 'Reels' };

const priced = (cost: string, ...rules: PriceRule[]) =>
  priceFor(parseRate(cost), SOLD, rules)?.rate ?? null;

test('a price is cost and markup, an extra, rounded up, and at least the floor', () => {
  assert.equal(priced('0.80', rule(1)), parseRate('1.20'));
  assert.equal(priced('0.80', rule(1, { extra: parseRate('0.05') })), parseRate('1.25'));
  const rounded = rule(1, { markupBp: 3_333, roundTo: parseRate('0.01') });
  assert.equal(priced('0.80', rounded), parseRate('1.07'));
  assert.equal(priced('0.000001', rule(1, { markupBp: 1 })), 2n);
  assert.equal(priced('0.80', rule(1, { floor: parseRate('2') })), parseRate('2'));
  assert.equal(priced('0.80'), null);
});

test('the rule that says most decides, whatever the order they were set in', () => {
  const rules = [
    rule(1, { markupBp: 100 }),
    rule(2, { markupBp: 200, providerId: 3 }),
    rule(3, { markupBp: 300, category: 'Reels' }),
    rule(4, { markupBp: 400, category: 'Reels', providerId: 3 }),
    rule(5, { markupBp: 500, providerId: 4 }),
    rule(6, { markupBp: 600, category: 'Clips' }),
    rule(7, { markupBp: 700, costTo: parseRate('1') }),
  ];
  const decides = (...ids: number[]) =>
    priceFor(parseRate('0.80'), SOLD, rules.filter(({ id }) => ids.includes(id)).toReversed())?.rule
      .id;
  assert.equal(decides(1, 2, 3, 4, 5, 6, 7), 4);
  assert.equal(decides(1, 2, 3, 5, 6, 7), 3);
  assert.equal(decides(1, 2, 5, 6, 7), 2);
  assert.equal(decides(1, 5, 6, 7), 7, 'a narrower band of costs');
  assert.equal(decides(1, 5, 6), 1);
  assert.equal(decides(5, 6), undefined);
});

test('a band begins at its cost and ends before the next one', () => {
  const rules = [
    rule(1, { costTo: parseRate('1') }),
    rule(2, { costFrom: parseRate('1'), costTo: parseRate('5') }),
  ];
  const of = (cost: string) => priceFor(parseRate(cost), SOLD, rules)?.rule.id;
  assert.deepEqual(['0', '0.999999', '1', '4.999999', '5'].map(of), [1, 1, 2, 2, undefined]);
});

test('a price is the least multiple that is not below the exact one, and never below cost', () => {
  const rate = fc.bigInt({ min: 0n, max: 10n ** 11n }).map(asRate);
  fc.assert(
    fc.property(
      rate,
      fc.integer({ min: 0, max: 10_000_000 }),
      rate,
      fc.bigInt({ min: 1n, max: 10n ** 9n }).map(asRate),
      rate,
      (cost, markupBp, extra, roundTo, floor) => {
        const price = priceFor(cost, SOLD, [rule(1, { markupBp, extra, roundTo, floor })]);
        assert.ok(price);
        // As a fraction of 10,000ths, so that nothing is rounded on the way.
        const exact = cost * (10_000n + BigInt(markupBp)) + extra * 10_000n;
        const given = price.rate * 10_000n;
        assert.ok(given >= exact && price.rate >= cost && price.rate >= floor);
        if (price.rate === floor) return;
        assert.equal(price.rate % roundTo, 0n);
        assert.ok(given - exact < roundTo * 10_000n);
      },
    ),
  );
});
