import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { suspendAccount } from '#accounts/index.ts';
import { readWallet } from '#ledger/index.ts';
import { formatMoney, parseMoney, ZERO } from '#lib/money.ts';
import { listNotices } from '#platform/notices/index.ts';
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
import { addService, orderOf } from '#test/support/shop.ts';
import { placeOrder } from '#orders/index.ts';
import { endBonuses } from '../keep-payments.ts';
import type { Payment } from '../payment.ts';
import { approveRefund, refuseRefund } from './decide-refund.ts';
import { readRefund } from './list-refunds.ts';
import { readRefundable } from './read-refundable.ts';
import { requestRefund } from './request-refund.ts';
import { sendRefunds } from './send-refunds.ts';

const ANNA = { kind: 'operator', name: 'anna' } as const;
const ask = (app: App, { accountId, id: paymentId }: Payment, amount: string) =>
  app.transact(async (tx) => {
    const wish = { accountId, paymentId, amount: parseMoney(amount), reason: 'not needed' };
    const now = new Date(app.clock.now());
    return (await requestRefund(tx, { ...wish, requestId: randomUUID(), now })).refund;
  });
const approve = (app: App, refundId: number) =>
  app.transact((tx) =>
    approveRefund(tx, { refundId, actor: ANNA, now: new Date(app.clock.now()) }),
  );
const balanceOf = async (app: App, { accountId }: Payment): Promise<string> =>
  formatMoney((await readWallet(app.db, accountId)).balance);

/** 100 are paid, with a bonus of a tenth from 50 on. */
async function paidDesk({ bonusBp = 1_000 } = {}) {
  const clock = setClock();
  const app = await openTestApp({ clock });
  const desk = openPaymentDesk();
  const bonuses = bonusBp > 0 ? [{ from: parseMoney('50'), bonusBp }] : [];
  await addDesk(app, desk, { feeBp: 0, feeFixed: parseMoney('0'), bonuses });
  const payment = await startDeposit(app, '100');
  await notify(app, deskEvent(app, payment, received('100')));
  return { app, desk, clock, payment };
}

async function spend(app: App, { accountId }: Payment, quantity: number): Promise<void> {
  const service = await addService(app, { rate: '1000', min: 1, max: 1_000 });
  await placeOrder(app, orderOf(accountId, service, { quantity }));
}

const mostOf = async (app: App, { accountId, id }: Payment): Promise<string> => {
  const all = await readRefundable(app.db, accountId);
  return formatMoney(all.find(({ paymentId }) => paymentId === id)?.amount ?? ZERO);
};

test('An unspent bonus goes back with its deposit, and comes back with it', async () => {
  const { app, payment } = await paidDesk();
  await using _app = app;
  const refused = await ask(app, payment, '100');
  assert.equal(await balanceOf(app, payment), '0.00');
  const now = new Date(app.clock.now());
  await app.transact((tx) =>
    refuseRefund(tx, { refundId: refused.id, actor: ANNA, now }, 'call us first'),
  );
  assert.equal(await balanceOf(app, payment), '110.00');
  assert.equal(await mostOf(app, payment), '100.00');
  assert.deepEqual(await findings(app), []);

  const made = await ask(app, payment, '40');
  assert.equal(await balanceOf(app, payment), '66.00'); // 60 still earn 6
  await approve(app, made.id);
  await sendRefunds(app);
  const last = await ask(app, payment, '60');
  await approve(app, last.id);
  await sendRefunds(app);
  assert.equal(await balanceOf(app, payment), '0.00');
  assert.deepEqual(await findings(app), []);
});

test('A bonus that orders have spent is kept from what goes back', async () => {
  const { app, payment } = await paidDesk();
  await using _app = app;
  await spend(app, payment, 10);
  assert.equal(await balanceOf(app, payment), '100.00');
  assert.equal(await mostOf(app, payment), '90.00');
  await assert.rejects(ask(app, payment, '90.01'), { code: 'invalid_parameter' });
  const refund = await ask(app, payment, '90');
  assert.equal(await balanceOf(app, payment), '0.00');
  await approve(app, refund.id);
  await sendRefunds(app);
  // It bounces at the bank: deposit and bonus are the wallet's again.
  const failed = { refundId: `rfd_${refund.id}`, reason: 'the account is closed' };
  await notify(app, deskEvent(app, payment, { kind: 'refund_failed', ...failed }));
  assert.equal(await balanceOf(app, payment), '100.00');
  assert.equal(await mostOf(app, payment), '90.00');
  assert.deepEqual(await findings(app), []);
});

test('A bonus that ran out unspent is not asked for a second time', async () => {
  const { app, clock, payment } = await paidDesk();
  await using _app = app;
  await spend(app, payment, 4);
  clock.at += 400 * 86_400_000;
  await endBonuses(app);
  assert.equal(await balanceOf(app, payment), '100.00');
  assert.equal(await mostOf(app, payment), '96.00');
  await ask(app, payment, '96');
  assert.equal(await balanceOf(app, payment), '0.00');
  assert.deepEqual(await findings(app), []);
});

test('Parts of a payment earn nothing more while some of it is asked back', async () => {
  const { app, payment } = await paidDesk();
  await using _app = app;
  await ask(app, payment, '60');
  assert.equal(await balanceOf(app, payment), '40.00');
  await notify(app, deskEvent(app, payment, received('500')));
  assert.equal(await balanceOf(app, payment), '540.00');
  assert.deepEqual(await findings(app), []);
});

test('Who charges back while a refund waits does not get the money twice', async () => {
  const { app, desk, payment } = await paidDesk({ bonusBp: 0 });
  await using _app = app;
  const dispute = (disputeId: string, amount: string) =>
    deskEvent(app, payment, {
      kind: 'disputed',
      disputeId,
      amount: parseMoney(amount),
      currency: 'USD',
    });
  const approved = await ask(app, payment, '60');
  const waiting = await ask(app, payment, '40');
  await approve(app, approved.id);
  await notify(app, dispute('dp_1', '100'));
  await assert.rejects(approve(app, waiting.id), { code: 'conflict' });
  await sendRefunds(app);
  assert.equal(desk.refunds.size, 0);
  assert.equal((await readRefund(app.db, approved.id, null)).state, 'failed');
  // What came back of it pays what the charge-back is owed.
  assert.equal(await balanceOf(app, payment), '0.00');
  assert.deepEqual(await findings(app), []);
});

test('A part that a fee was taken of is credited in whole cents, and all of it can go back', async () => {
  await using app = await openTestApp({ clock: setClock() });
  const desk = openPaymentDesk();
  await addDesk(app, desk, { feeBp: 150, feeFixed: parseMoney('0') });
  const payment = await startDeposit(app, '100');
  await notify(app, deskEvent(app, payment, received('40')));
  assert.equal(await balanceOf(app, payment), '39.40');
  await approve(app, (await ask(app, payment, '39.40')).id);
  await sendRefunds(app);
  assert.equal(await balanceOf(app, payment), '0.00');
  const { outcomes } = await notify(app, deskEvent(app, payment, received('0.005')));
  assert.deepEqual(outcomes, ['kept']);
  assert.deepEqual(await findings(app), []);
});

test('Money that arrives in an account that was closed is credited, and the operator is told', async () => {
  await using app = await openTestApp({ clock: setClock() });
  await addDesk(app, openPaymentDesk());
  const payment = await startDeposit(app, '100');
  await app.transact((tx) => suspendAccount(tx, payment.accountId, 'closed by its owner'));
  await notify(app, deskEvent(app, payment, received(payment.toPay)));
  assert.equal(await balanceOf(app, payment), '100.00');
  const [notice] = await listNotices(app.db);
  assert.equal(notice?.kind, 'payment.closed');
});
