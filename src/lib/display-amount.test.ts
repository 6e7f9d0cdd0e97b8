import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asMoney, parseMoney } from './money.ts';
import { decimalsOf, displayAmount } from './display-amount.ts';

const shown = (amount: string, currency: string, rate: string) =>
  displayAmount(parseMoney(amount), { currency, rate: parseMoney(rate) });

test('An amount is shown with the decimals of its currency, rounded half up', () => {
  assert.equal(shown('100', 'EUR', '0.92'), '92.00');
  assert.equal(shown('1.005', 'GBP', '1'), '1.01');
  assert.equal(shown('1.0049', 'GBP', '1'), '1.00');
  assert.equal(shown('10', 'JPY', '151.25'), '1513');
  assert.equal(shown('0', 'EUR', '0.92'), '0.00');
  assert.equal(
    displayAmount(asMoney(-2_500_000_000n), { currency: 'EUR', rate: 10n ** 9n }),
    '-2.50',
  );
});

test('A small price keeps three digits', () => {
  assert.equal(shown('0.0231', 'EUR', '0.92'), '0.0213');
  assert.equal(shown('0.6', 'EUR', '0.92'), '0.552');
  assert.equal(shown('0.000001', 'TRY', '34.5'), '0.0000345');
});

const CURRENCIES = ['EUR', 'TRY', 'JPY', 'KWD', 'INR'];

test('What is shown is never further from rate × amount than half of its last digit', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
      fc.bigInt({ min: 1n, max: 10n ** 14n }),
      fc.constantFrom(...CURRENCIES),
      (amount, rate, currency) => {
        const text = displayAmount(asMoney(amount), { currency, rate });
        const [whole = '', fraction = ''] = text.split('.');
        assert.ok(fraction.length >= decimalsOf(currency), text);
        const scale = 10n ** BigInt(18 - fraction.length);
        const difference = BigInt(whole + fraction) * scale - amount * rate;
        assert.ok(2n * difference <= scale && 2n * difference > -scale, `${text} ${difference}`);
      },
    ),
  );
});
