import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { readWallet } from '#ledger/index.ts';
import { formatMoney, parseMoney, type Money } from '#lib/money.ts';
import { placeOrder, settleOrders } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { setClock } from '#test/support/giveaway-desk.ts';
import {
  addDesk,
  deskEvent,
  findings,
  notify,
  openPaymentDesk,
  received,
  startDeposit,
} from '#test/support/payment-desk.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { createDepositCoupon, type NewDepositCoupon } from '../deposit-coupons/create-coupon.ts';
import { endBonuses } from '../keep-payments.ts';
import type { Payment } from '../payment.ts';
import { readPayment } from '../read-payment.ts';
import { quotePayment } from '../quote-payment.ts';
import { readRefundable } from '../refunds/read-refundable.ts';
import { readBonus } from './read-bonus.ts';

const DAY_MS = 86_400_000;
const TERMS = {
  feeBp: 0,
  feeFixed: 0n as Money,
  bonuses: [
    { from: parseMoney('50'), bonusBp: 500 },
    { from: parseMoney('500'), bonusBp: 1_000 },
  ],
};

const pay = (app: App, payment: Payment) =>
  notify(app, deskEvent(app, payment, received(payment.toPay)));

const balanceOf = async (app: App, accountId: number): Promise<string> =>
  formatMoney((await readWallet(app.db, accountId)).balance);

const unspentOf = async (app: App, accountId: number): Promise<string | undefined> => {
  const bonus = await readBonus(app.db, accountId);
  return bonus && formatMoney(bonus.unspent);
};

/** An order of so much, at 1.00 for a piece. */
async function order(
  app: App,
  accountId: number,
  quantity: number,
  ending?: 'completed' | 'canceled',
): Promise<void> {
  const service = await addService(app, { rate: '1000', min: 1, max: 10_000 });
  const link = `https://example.com/${randomUUID()}`;
  const { orderId } = await placeOrder(app, orderOf(accountId, service, { quantity, link }));
  if (!ending) return;
  await app.transact(async (tx) => {
    await tx
      .updateTable('orders')
      .set({ status: 'in_progress' })
      .where('id', '=', orderId)
      .execute();
    await settleOrders(
      tx,
      [{ orderId, source: 'test', status: ending }],
      new Date(app.clock.now()),
    );
  });
}

test('A deposit of a size earns its bonus, and parts earn together what the whole earns', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk(), TERMS);
  const small = await startDeposit(app, '49.99');
  await pay(app, small);
  assert.equal(await balanceOf(app, small.accountId), '49.99');
  const large = await startDeposit(app, '600');
  await notify(app, deskEvent(app, large, received('100')));
  assert.equal(await balanceOf(app, large.accountId), '105.00');
  await notify(app, deskEvent(app, large, received('500')));
  assert.equal(await balanceOf(app, large.accountId), '660.00');
  assert.equal(await unspentOf(app, large.accountId), '60.00');
  assert.deepEqual(await findings(app), []);
});

test('Orders spend the bonus first, what they give back is there again, and the rest expires', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  await addDesk(app, openPaymentDesk(), { ...TERMS, bonusDays: 10 });
  const payment = await startDeposit(app, '100');
  const { accountId } = payment;
  await pay(app, payment);
  await order(app, accountId, 3, 'completed');
  assert.equal(await unspentOf(app, accountId), '2.00');
  await order(app, accountId, 40, 'canceled');
  assert.equal(await unspentOf(app, accountId), '2.00');
  clock.at += 9 * DAY_MS;
  await endBonuses(app);
  assert.equal(await balanceOf(app, accountId), '102.00');
  clock.at += DAY_MS;
  await Promise.all([endBonuses(app), endBonuses(app)]);
  assert.equal(await balanceOf(app, accountId), '100.00');
  assert.equal(await unspentOf(app, accountId), undefined);
  assert.deepEqual(await findings(app), []);
});

test('What expires is never more than the wallet holds', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  await addDesk(app, openPaymentDesk(), TERMS);
  const payment = await startDeposit(app, '100');
  const { accountId } = payment;
  await pay(app, payment);
  const disputed = { disputeId: 'd1', amount: parseMoney('100'), currency: 'USD' };
  await notify(app, deskEvent(app, payment, { kind: 'disputed', ...disputed }));
  assert.equal(await balanceOf(app, accountId), '5.00');
  await order(app, accountId, 5);
  clock.at += 31 * DAY_MS;
  await endBonuses(app);
  assert.equal(await balanceOf(app, accountId), '0.00');
  assert.deepEqual(await findings(app), []);
});

test('A new bonus takes in what is left of the one before', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  await addDesk(app, openPaymentDesk(), { ...TERMS, bonusDays: 10 });
  const first = await startDeposit(app, '100');
  const { accountId } = first;
  await pay(app, first);
  await order(app, accountId, 2, 'completed');
  clock.at += 5 * DAY_MS;
  await pay(app, await startDeposit(app, '200', { accountId }));
  assert.equal(await unspentOf(app, accountId), '13.00');
  clock.at += 6 * DAY_MS;
  await endBonuses(app);
  assert.equal(await unspentOf(app, accountId), '13.00');
  clock.at += 5 * DAY_MS;
  // It has expired, and nobody has taken it back yet: the next bonus does.
  await pay(app, await startDeposit(app, '60', { accountId }));
  assert.equal(await unspentOf(app, accountId), '3.00');
  assert.equal(await balanceOf(app, accountId), '363.00');
  assert.deepEqual(await findings(app), []);
});

test('No bonus goes back to the source, and none stays when its deposit goes back', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk(), TERMS);
  const payment = await startDeposit(app, '100');
  const { accountId } = payment;
  await pay(app, payment);
  const [most] = await readRefundable(app.db, accountId);
  assert.equal(most && formatMoney(most.amount), '100.00');
  await order(app, accountId, 8, 'completed');
  const [left] = await readRefundable(app.db, accountId);
  assert.equal(left && formatMoney(left.amount), '92.00'); // of 97, less the 5 that were spent
  const refunded = { refundId: 're_1', amount: parseMoney('50'), currency: 'USD' };
  await notify(app, deskEvent(app, payment, { kind: 'refunded', ...refunded }));
  assert.equal(await balanceOf(app, accountId), '47.00');
  assert.deepEqual(await readRefundable(app.db, accountId), [
    { paymentId: payment.id, amount: parseMoney('42') },
  ]);
  const fresh = await startDeposit(app, '100');
  await pay(app, fresh);
  await notify(app, deskEvent(app, fresh, { kind: 'refunded', ...refunded, refundId: 're_2' }));
  assert.equal(await balanceOf(app, fresh.accountId), '50.00');
  assert.equal(await unspentOf(app, fresh.accountId), '0.00');
  assert.deepEqual(await findings(app), []);
});

const addCoupon = (app: App, wanted: Partial<NewDepositCoupon> = {}) =>
  app.transact((tx) =>
    createDepositCoupon(
      tx,
      { name: 'Spring', codes: ['SPRING'], bonusBp: 1_000, ...wanted } as NewDepositCoupon,
      new Date(app.clock.now()),
    ),
  );

test('A code adds its bonus, up to its most, and is shown before paying', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk(), TERMS);
  await addCoupon(app, { most: parseMoney('8') });
  const accountId = await openAccount(app, { balance: '0' });
  const wish = { accountId, gateway: 'desk', amount: parseMoney('100'), coupon: ' spring ' };
  assert.equal(formatMoney((await quotePayment(app, wish)).bonus), '13.00');
  const payment = await startDeposit(app, '100', { accountId, coupon: 'spring' });
  await pay(app, payment);
  assert.equal(await balanceOf(app, accountId), '113.00');
  assert.deepEqual(await findings(app), []);
});

test('A code keeps its limits when many use it at once, and an expired payment frees it', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  await addDesk(app, openPaymentDesk(), TERMS);
  await addCoupon(app, { maxUses: 3, maxUsesPerAccount: 1 });
  const started = await Promise.allSettled(
    Array.from({ length: 10 }, () => startDeposit(app, '100', { coupon: 'SPRING' })),
  );
  const payments = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  assert.equal(payments.length, 3);
  const [first, second] = payments;
  assert.ok(first && second);
  await notify(app, deskEvent(app, first, { kind: 'expired' }));
  const again = await startDeposit(app, '100', { coupon: 'SPRING' });
  await assert.rejects(startDeposit(app, '100', { coupon: 'SPRING', accountId: again.accountId }), {
    code: 'invalid_coupon',
  });
  // Paid after it gave its code back: the bonus of its size is all it gets.
  await pay(app, first);
  assert.equal((await readPayment(app.db, first.id, null)).bonus, parseMoney('5'));
  await pay(app, second);
  assert.equal((await readPayment(app.db, second.id, null)).bonus, parseMoney('15'));
  assert.deepEqual(await findings(app), []);
});

test('Codes made in bulk are each good once, and dates and minimums are kept', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  await addDesk(app, openPaymentDesk(), TERMS);
  const { codes } = await addCoupon(app, {
    codes: { make: 250, prefix: 'vip' },
    minimum: parseMoney('20'),
    endsAt: new Date(clock.at + DAY_MS),
  });
  assert.equal(new Set(codes).size, 250);
  assert.ok(codes.every((code) => /^VIP-[A-Z2-9]{8}$/.test(code)));
  const [one = '', two = ''] = codes;
  await startDeposit(app, '20', { coupon: one });
  const refused = async (coupon: string, amount: string) =>
    assert.rejects(startDeposit(app, amount, { coupon }), { code: 'invalid_coupon' });
  await refused(one, '20');
  await refused(two, '19.99');
  await refused('VIP-UNKNOWN', '20');
  clock.at += DAY_MS;
  await refused(two, '20');
  await assert.rejects(addCoupon(app, { codes: [one] }), { code: 'conflict' });
});
