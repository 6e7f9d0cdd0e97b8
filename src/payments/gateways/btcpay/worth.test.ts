import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatMoney } from '#lib/money.ts';
import { worthOf } from './worth.ts';

const payment = (id: string, value: string, status = 'Settled', fee = '0') => ({
  ...{ id, value, fee, status },
  receivedDate: Number(id.replace(/\D/g, '')),
});

const sumOf = (payments: ReturnType<typeof payment>[], rate: string, currency = 'USD') =>
  worthOf([{ rate, payments }], currency).reduce((sum, { amount }) => sum + amount, 0n);

test('Coins that were rounded up to a satoshi are worth what was asked, to the cent', () => {
  const [worth] = worthOf([{ rate: '64392.23', payments: [payment('tx1', '0.00031060')] }], 'USD');
  assert.equal(worth && formatMoney(worth.amount), '20.00');
});

test('Parts are worth together what the whole is, in whichever way it was divided', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 99_999_999 }),
      (satoshi, cents) => {
        const rate = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        const coins = (some: number) => (BigInt(some) + 10n ** 8n).toString().replace(/^1/, '0.');
        const parts = satoshi.map((some, place) => payment(`tx${place + 1}`, coins(some)));
        const whole = satoshi.reduce((sum, some) => sum + some, 0);
        assert.equal(sumOf(parts, rate), sumOf([payment('tx1', coins(whole))], rate));
      },
    ),
  );
});

test('What the network takes does not count, and what it replaced neither', () => {
  const fee = [payment('tx1', '0.5', 'Settled', '0.1')];
  assert.equal(sumOf(fee, '100'), 40n * 10n ** 9n);
  assert.deepEqual(
    worthOf([{ rate: '100', payments: [payment('tx1', '1', 'Invalid')] }], 'USD'),
    [],
  );
});

test('Yen are counted in whole ones, and a currency of no country to the last place', () => {
  assert.equal(sumOf([payment('tx1', '0.00012')], '9999999', 'JPY'), 1_199n * 10n ** 9n);
  assert.equal(sumOf([payment('tx1', '0.00000001')], '1', 'BTC'), 10n);
});
