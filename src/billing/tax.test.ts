import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asMoney, parseMoney } from '#lib/money.ts';
import { splitTax, type TaxRule } from './tax.ts';

const VAT: TaxRule = { name: 'VAT', rateBp: 1_900, reverseCountries: ['FR'] };
const PERSON = { company: '', country: 'FR', taxNumber: '' };
const BUSINESS = { company: 'Harbour', country: 'FR', taxNumber: 'FR1' };

test('Net and tax make the total to the last digit, and tax is whole in cents', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 18n }),
      fc.integer({ min: 1, max: 10_000 }),
      (amount, rateBp) => {
        const total = asMoney(amount);
        const { net, tax } = splitTax(total, { ...VAT, rateBp }, PERSON, 'USD');
        assert.equal(net + tax, total);
        assert.equal(tax % 10_000_000n, 0n);
        // Never further than half a cent from the exact share.
        const [exact, scale] = [total * BigInt(rateBp), 10_000n + BigInt(rateBp)];
        const off = 2n * (tax * scale - exact);
        assert.ok(off <= 10_000_000n * scale && -off < 10_000_000n * scale);
      },
    ),
  );
});

test('Half a cent rounds up', () => {
  const rule = { ...VAT, rateBp: 10_000 };
  assert.equal(splitTax(parseMoney('0.01'), rule, PERSON, 'USD').tax, parseMoney('0.01'));
  assert.equal(splitTax(parseMoney('0.0099'), rule, PERSON, 'USD').tax, 0n);
  assert.equal(splitTax(parseMoney('3'), rule, PERSON, 'JPY').tax, parseMoney('2'));
});

test('A business of a listed country owes the tax itself; a person and other countries do not', () => {
  const total = parseMoney('119');
  const treated = (buyer: typeof PERSON) => splitTax(total, VAT, buyer, 'EUR').treatment;
  assert.equal(treated(BUSINESS), 'reverse_charge');
  assert.equal(treated({ ...BUSINESS, country: 'DE' }), 'included');
  assert.equal(treated({ ...BUSINESS, taxNumber: '' }), 'included');
  assert.equal(treated(PERSON), 'included');
  assert.equal(splitTax(total, { ...VAT, rateBp: 0 }, BUSINESS, 'EUR').treatment, 'none');
});
