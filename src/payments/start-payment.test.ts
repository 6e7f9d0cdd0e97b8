import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { suspendAccount } from '#accounts/index.ts';
import { AppError } from '#lib/errors.ts';
import { asMoney, formatMoney, parseMoney, type Money } from '#lib/money.ts';
import { smallestUnit } from '#lib/smallest-unit.ts';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
import { addDesk, openPaymentDesk, startDeposit } from '#test/support/payment-desk.ts';
import { openAccount } from '#test/support/shop.ts';
import { gatewayKinds } from './gateway-kinds.ts';
import { listPayments } from './list-payments.ts';
import { listWays } from './list-ways.ts';
import { quotePayment } from './quote-payment.ts';
import { addGateway, setGateway } from './set-gateway.ts';
import { bonusFor, creditFor, feeFor } from './terms.ts';

test('A form that is sent many times, to two processes, starts one payment', async () => {
  await using app = await openTestApp();
  await using second = openSecondApp(app);
  const desk = openPaymentDesk();
  await addDesk(app, desk);
  gatewayKinds(second).set('desk', desk.kind);
  const accountId = await openAccount(app, { balance: '0' });
  const requestId = randomUUID();
  const all = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      startDeposit(n % 2 ? app : second, '100', { accountId, requestId }),
    ),
  );
  assert.equal(new Set(all.map(({ id }) => id)).size, 1);
  assert.equal(desk.checkouts.size, 1);
  assert.equal((await listPayments(app.db, { accountId, limit: 5 })).length, 1);
  await assert.rejects(startDeposit(app, '101', { accountId, requestId }), {
    code: 'request_id_conflict',
  });
});

test('A gateway that does not answer leaves a row, and the same form goes on with it', async () => {
  await using app = await openTestApp();
  const desk = openPaymentDesk();
  await addDesk(app, desk);
  const open = desk.kind.open;
  desk.kind.open = (settings) => ({
    ...open(settings),
    createCheckout: async () => {
      throw new AppError('unavailable', 'it does not answer');
    },
  });
  const accountId = await openAccount(app, { balance: '0' });
  const form = { accountId, requestId: randomUUID() };
  await assert.rejects(startDeposit(app, '10', form), { code: 'unavailable' });
  const [row] = await listPayments(app.db, { accountId, limit: 5 });
  assert.equal(row?.state, 'new');
  desk.kind.open = open;
  const payment = await startDeposit(app, '10', form);
  assert.deepEqual([payment.id, payment.state], [row?.id, 'open']);
  const checkout = desk.checkouts.get(`pay_${payment.id}`);
  assert.equal(checkout?.amount, payment.toPay);
  assert.equal(checkout?.eventsUrl, `${app.shop.url}/gateways/desk/events`);
});

test('What cannot be paid is refused before anything is written', async () => {
  await using app = await openTestApp();
  const desk = openPaymentDesk();
  await addDesk(app, desk, { minimum: parseMoney('5'), maximum: parseMoney('50') });
  const accountId = await openAccount(app, { balance: '0' });
  for (const amount of ['4.99', '50.01', '5.001', '0']) {
    await assert.rejects(startDeposit(app, amount, { accountId }), {
      code: 'invalid_parameter',
      parameter: 'amount',
    });
  }
  await assert.rejects(startDeposit(app, '10', { accountId, gateway: 'none' }), {
    code: 'not_found',
  });
  await app.transact((tx) => suspendAccount(tx, accountId, 'fraud'));
  await assert.rejects(startDeposit(app, '10', { accountId }), { code: 'account_suspended' });
  assert.deepEqual(await listPayments(app.db, { accountId, limit: 5 }), []);
  assert.equal(desk.checkouts.size, 0);
});

test('Twenty unpaid payments in an hour are enough', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const accountId = await openAccount(app, { balance: '0' });
  for (let n = 0; n < 20; n += 1) await startDeposit(app, '10', { accountId });
  await assert.rejects(startDeposit(app, '10', { accountId }), { code: 'rate_limited' });
});

test('Ways to pay show their terms in order, paused ones not at all', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk(), { position: 2, maximum: parseMoney('500') });
  const bank = { kind: 'manual', label: 'Bank', minimum: parseMoney('20') };
  const settings = { instructions: 'IBAN' };
  await addGateway(app, { ...bank, name: 'bank', position: 1, settings });
  await assert.rejects(addGateway(app, { ...bank, name: 'bank', settings }), { code: 'conflict' });
  await assert.rejects(addGateway(app, { ...bank, name: 'b2', settings: {} }), {
    code: 'invalid_parameter',
  });
  await assert.rejects(addGateway(app, { ...bank, name: 'Not a word', settings }), {
    code: 'invalid_parameter',
  });
  const names = async () => (await listWays(app)).map(({ name }) => name);
  assert.deepEqual(await names(), ['bank', 'desk']);
  await setGateway(app, 'bank', { active: false });
  assert.deepEqual(await names(), ['desk']);
  const accountId = await openAccount(app, { balance: '0' });
  const wish = { accountId, gateway: 'desk', amount: parseMoney('33.33') };
  const quote = await quotePayment(app, wish);
  assert.deepEqual([formatMoney(quote.fee), formatMoney(quote.toPay)], ['0.97', '34.30']);
  await assert.rejects(quotePayment(app, { ...wish, gateway: 'bank' }), { code: 'not_found' });
});

const amount = (most: bigint) => fc.bigInt({ min: 0n, max: most }).map((value) => asMoney(value));

test('Terms are exact: the quoted sum credits the quoted amount, and no part of it is lost', () => {
  const currencies = fc.constantFrom('USD', 'JPY', 'KWD');
  fc.assert(
    fc.property(
      currencies,
      fc.bigInt({ min: 1n, max: 10_000_000n }),
      fc.nat(10_000),
      amount(10n ** 12n),
      fc.array(fc.bigInt({ min: 0n, max: 1_000_000_000n }), { minLength: 1, maxLength: 6 }),
      (currency, count, feeBp, feeFixed, parts) => {
        const unit = smallestUnit(currency);
        const wanted = (unit * count) as Money;
        const fee = feeFor(wanted, { feeBp, feeFixed }, unit);
        assert.equal(fee % unit, 0n);
        assert.ok(fee * 10_000n >= wanted * BigInt(feeBp) + feeFixed * 10_000n);
        const terms = { amount: wanted, toPay: (wanted + fee) as Money, feeBp, currency };
        assert.equal(creditFor(terms, terms.toPay), wanted);
        let [all, credited] = [0n as Money, 0n as Money];
        for (const part of parts) {
          const gross = part * unit;
          all = (all + gross) as Money;
          const now = creditFor(terms, all);
          assert.ok(now >= credited && now - credited <= gross && now <= all);
          assert.equal(now % unit, 0n);
          credited = now;
        }
        const bonus = { sizes: [{ from: wanted, bonusBp: 500 }], code: null, days: 1 };
        assert.equal(bonusFor(bonus, asMoney(wanted - 1n)), 0n);
        assert.equal(bonusFor(bonus, wanted), wanted / 20n);
      },
    ),
    { numRuns: 500 },
  );
});
