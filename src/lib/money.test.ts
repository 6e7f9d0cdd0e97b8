import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { AppError } from './errors.ts';
import {
  asMoney,
  asRate,
  chargeFor,
  discountRate,
  formatMoney,
  formatRate,
  parseMoney,
  parseRate,
  proRata,
  readAmount,
  readRate,
} from './money.ts';

const amounts = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const rates = fc.bigInt({ min: 0n, max: 10n ** 12n });
const quantities = fc.integer({ min: 0, max: 1_000_000 });

describe('money', () => {
  test('is written with at least two decimals and never rounded', () => {
    assert.equal(formatMoney(asMoney(47_320_000_000n)), '47.32');
    assert.equal(formatMoney(asMoney(100_000_000_000n)), '100.00');
    assert.equal(formatMoney(asMoney(1n)), '0.000000001');
    assert.equal(formatMoney(asMoney(-1_500_000_000n)), '-1.50');
    assert.equal(formatRate(asRate(1_250_000n)), '1.25');
    assert.equal(formatRate(asRate(1n)), '0.000001');
  });

  test('comes back from its text digit for digit', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        assert.equal(parseMoney(formatMoney(asMoney(amount))), amount);
      }),
    );
    fc.assert(
      fc.property(rates, (rate) => {
        assert.equal(parseRate(formatRate(asRate(rate))), rate);
      }),
    );
  });

  test('is refused in any other spelling than a plain decimal', () => {
    const spellings = [
      '',
      ' 5',
      '5 ',
      '1e3',
      '0x10',
      '-1',
      '+1',
      '1,5',
      '.5',
      '1.',
      'NaN',
      '٣',
      '1_000',
    ];
    for (const text of [...spellings, '0.0000000001', '99999999999999', '9223372037']) {
      assert.throws(() => parseMoney(text), AppError, text);
    }
  });

  test('a charge is rate × quantity, the same as a big rational makes it', () => {
    fc.assert(
      fc.property(rates, quantities, (rate, quantity) => {
        // rate / 10⁶ per 1000, times quantity, in nano-units.
        const numerator = rate * BigInt(quantity) * 10n ** 9n;
        const denominator = 10n ** 6n * 1_000n;
        assert.equal(numerator % denominator, 0n);
        assert.equal(chargeFor(asRate(rate), quantity), numerator / denominator);
      }),
    );
  });

  test('a charge is refused where 64 bits end, not before', () => {
    const most = 2n ** 63n - 1n;
    assert.equal(chargeFor(asRate(most), 1), most);
    assert.throws(() => chargeFor(asRate(most), 2), { code: 'invalid_parameter' });
  });

  test('a chain of discounts is rounded up once', () => {
    fc.assert(
      fc.property(
        rates,
        fc.array(fc.integer({ min: -20_000, max: 10_000 }), { maxLength: 4 }),
        (rate, discounts) => {
          const made = discountRate(asRate(rate), discounts);
          const scale = 10_000n ** BigInt(discounts.length);
          const exact = discounts.reduce((sum, one) => sum * BigInt(10_000 - one), rate);
          assert.ok(made * scale >= exact, 'never below the exact rate');
          assert.ok((made - 1n) * scale < exact, 'less than one micro-unit above it');
        },
      ),
    );
  });

  test('shares of a whole never make more than the whole', () => {
    fc.assert(
      fc.property(amounts, fc.nat(1_000), fc.nat(1_000), (amount, one, other) => {
        const whole = one + other;
        const shares =
          proRata(asMoney(amount), one, whole) + proRata(asMoney(amount), other, whole);
        assert.ok(shares <= amount);
        assert.ok(whole === 0 || amount - shares <= 1n);
      }),
    );
  });
});

describe('what others write of money', () => {
  test('is read exactly, with a sign, an exponent and any number of digits', () => {
    const amounts: [string, bigint | undefined][] = [
      ['100.84292', 100_842_920_000n],
      ['1e2', 100_000_000_000n],
      ['2.5E-3', 2_500_000n],
      ['.5', 500_000_000n],
      [' 7. ', 7_000_000_000n],
      ['-0.0000000001', -1n],
      ['0.1234567899', 123_456_789n],
      ['9007199254740993.5', undefined],
      ['9007199254.740993', 9_007_199_254_740_993_000n],
      ['1e99', undefined],
      ['1,000', undefined],
      ['$5', undefined],
      ['0x10', undefined],
      ['Infinity', undefined],
      ['', undefined],
      ['.', undefined],
      ['e5', undefined],
    ];
    for (const [text, expected] of amounts) assert.equal(readAmount(text), expected, text);
    assert.equal(readRate('0.0000001'), 1n);
    assert.equal(readRate('1.0000000'), 1_000_000n);
    assert.equal(readRate('-1'), undefined);
  });

  test('agrees with what we write ourselves', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        assert.equal(readAmount(formatMoney(asMoney(amount))), amount);
        assert.equal(readAmount(formatMoney(asMoney(-amount))), -amount);
      }),
    );
  });
});
