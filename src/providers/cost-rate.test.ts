import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asRate, parseMoney, parseRate } from '#lib/money.ts';
import { costRateOf } from './cost-rate.ts';

const UNIT = 1_000_000_000n;

test('A quote in another currency costs its exchange rate, rounded up', () => {
  const cost = (quote: string, exchangeRate: string) =>
    costRateOf({ exchangeRate: parseMoney(exchangeRate) }, parseRate(quote));
  assert.equal(cost('1', '1'), parseRate('1'));
  assert.equal(cost('0.90', '1.085'), parseRate('0.9765'));
  assert.equal(cost('0.000001', '0.012'), 1n);
  assert.equal(cost('0', '1.085'), 0n);
});

test('A cost is never below its quote, and less than one micro-unit above it', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      fc.bigInt({ min: 1n, max: 10n ** 14n }),
      (quote, exchangeRate) => {
        const over = costRateOf({ exchangeRate }, asRate(quote)) * UNIT - quote * exchangeRate;
        assert.ok(over >= 0n && over < UNIT);
      },
    ),
  );
});
