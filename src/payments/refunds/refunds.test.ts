import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { findAccount } from '#accounts/index.ts';
import { readWallet } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { listNotices } from '#platform/notices/index.ts';
import type { App } from '#platform/app.ts';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
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
import { placeOrder } from '#orders/index.ts';
import { gatewayKinds } from '../gateway-kinds.ts';
import { refundText, type Payment } from '../payment.ts';
import { readPayment } from '../read-payment.ts';
import { approveRefund, refuseRefund } from './decide-refund.ts';
import { readRefund } from './list-refunds.ts';
import { readRefundable } from './read-refundable.ts';
import { requestRefund } from './request-refund.ts';
import { finishRefund, sendRefunds } from './send-refunds.ts';

const ANNA = { kind: 'operator', name: 'anna' } as const;

async function paidDesk() {
  const clock = setClock();
  const app = await openTestApp({ clock });
  const desk = openPaymentDesk();
  await addDesk(app, desk, { feeBp: 0, feeFixed: parseMoney('0') });
  const payment = await startDeposit(app, '100');
  await notify(app, deskEvent(app, payment, received('100')));
  return { app, desk, clock, payment };
}

const ask = (
  app: App,
  { accountId, id: paymentId }: Payment,
  amount: string,
  requestId = randomUUID(),
) =>
  app.transact(async (tx) => {
    const wish = { accountId, paymentId, amount: parseMoney(amount), reason: 'not needed' };
    const now = new Date(app.clock.now());
    return (await requestRefund(tx, { ...wish, requestId, now })).refund;
  });

const approve = (app: App, refundId: number) =>
  app.transact((tx) =>
    approveRefund(tx, { refundId, actor: ANNA, now: new Date(app.clock.now()) }),
  );

const balanceOf = async (app: App, { accountId }: Payment): Promise<string> =>
  formatMoney((await readWallet(app.db, accountId)).balance);

test('Money asked back leaves the wallet at once, is sent once and takes its deposit along', async () => {
  const { app, desk, payment } = await paidDesk();
  await using _app = app;
  await using second = openSecondApp(app);
  gatewayKinds(second).set('desk', desk.kind);
  const requestId = randomUUID();
  const refund = await ask(app, payment, '40', requestId);
  assert.equal((await ask(app, payment, '40', requestId)).id, refund.id);
  await assert.rejects(ask(app, payment, '41', requestId), { code: 'request_id_conflict' });
  assert.equal(await balanceOf(app, payment), '60.00');
  await assert.rejects(ask(app, payment, '60.01'), { code: 'invalid_parameter' });
  await approve(app, refund.id);
  await assert.rejects(approve(app, refund.id), { code: 'conflict' });
  await Promise.all([sendRefunds(app), sendRefunds(second), sendRefunds(app)]);
  assert.deepEqual([...desk.refunds.keys()], [refundText(refund.id)]);
  assert.equal((await readRefund(app.db, refund.id, payment.accountId)).state, 'done');
  // The gateway tells of it as well.
  const made = { refundId: refundText(refund.id), amount: parseMoney('40'), currency: 'USD' };
  const { outcomes } = await notify(app, deskEvent(app, payment, { kind: 'refunded', ...made }));
  assert.deepEqual(outcomes, ['nothing']);
  assert.equal(await balanceOf(app, payment), '60.00');
  const account = await findAccount(app.db, payment.accountId);
  assert.equal(account?.lifetimeDeposits, parseMoney('60'));
  assert.equal((await readPayment(app.db, payment.id, null)).refunded, parseMoney('40'));
  assert.deepEqual(await findings(app), []);
});

test('A refusal and a failure give the money back, a failure after all as well', async () => {
  const { app, desk, payment } = await paidDesk();
  await using _app = app;
  const refused = await ask(app, payment, '10');
  await app.transact((tx) =>
    refuseRefund(tx, { refundId: refused.id, actor: ANNA, now: new Date(app.clock.now()) }, 'no'),
  );
  assert.equal(await balanceOf(app, payment), '100.00');

  const impossible = await ask(app, payment, '20');
  await approve(app, impossible.id);
  desk.answer.refund = async () => {
    throw new AppError('conflict', 'the card is closed');
  };
  await sendRefunds(app);
  assert.equal((await readRefund(app.db, impossible.id, null)).state, 'failed');
  assert.equal(await balanceOf(app, payment), '100.00');

  const late = await ask(app, payment, '30');
  await approve(app, late.id);
  desk.answer.refund = async () => ({ done: true });
  await sendRefunds(app);
  assert.equal(await balanceOf(app, payment), '70.00');
  const failed = { refundId: refundText(late.id), reason: 'the account is closed' };
  await notify(app, deskEvent(app, payment, { kind: 'refund_failed', ...failed }));
  assert.equal(await balanceOf(app, payment), '100.00');
  assert.deepEqual(await findings(app), []);
});

test('A gateway that is away is asked again, later and later, and the operator is told', async () => {
  const { app, desk, clock, payment } = await paidDesk();
  await using _app = app;
  const refund = await ask(app, payment, '40');
  await approve(app, refund.id);
  let asked = 0;
  desk.answer.refund = async () => {
    asked += 1;
    throw new AppError('unavailable', 'it does not answer');
  };
  for (let minute = 0; minute < 120; minute += 1) {
    await sendRefunds(app);
    clock.at += 60_000;
  }
  assert.equal(asked, 6);
  assert.ok((await listNotices(app.db)).some(({ kind }) => kind === 'refund.stalled'));
  desk.answer.refund = async () => ({ done: false });
  clock.at += 6 * 3_600_000;
  await sendRefunds(app);
  assert.equal((await readRefund(app.db, refund.id, null)).state, 'sent');
  await finishRefund(app, refund.id, ANNA);
  assert.equal((await readRefund(app.db, refund.id, null)).state, 'done');
  assert.ok(!(await listNotices(app.db)).some(({ kind }) => kind === 'refund.stalled'));
  assert.deepEqual(await findings(app), []);
});

test('What is spent is spent: the oldest deposits first, gifts in their turn', async () => {
  const { app, payment: first } = await paidDesk();
  await using _app = app;
  const { accountId } = first;
  const second = await startDeposit(app, '50', { accountId });
  await notify(app, deskEvent(app, second, received('50')));
  const service = await addService(app, { rate: '1000', min: 1, max: 1_000 });
  await placeOrder(app, orderOf(accountId, service, { quantity: 70 }));
  assert.deepEqual(await readRefundable(app.db, accountId), [
    { paymentId: second.id, amount: parseMoney('50') },
    { paymentId: first.id, amount: parseMoney('30') },
  ]);
  await assert.rejects(ask(app, first, '30.01'), { code: 'invalid_parameter' });
  await ask(app, first, '30');
  await assert.rejects(ask(app, first, '0.01'), { code: 'invalid_parameter' });
  assert.deepEqual(await findings(app), []);
});

test('Nobody asks back what another has paid', async () => {
  const { app, payment } = await paidDesk();
  await using _app = app;
  const stranger = await openAccount(app);
  await assert.rejects(ask(app, { ...payment, accountId: stranger }, '10'), { code: 'not_found' });
  const refund = await ask(app, payment, '10');
  await assert.rejects(readRefund(app.db, refund.id, stranger), { code: 'not_found' });
});

test('The same request, many at once, takes the money once', async () => {
  const { app, payment } = await paidDesk();
  await using _app = app;
  const requestId = randomUUID();
  const all = await Promise.all(
    Array.from({ length: 10 }, () => ask(app, payment, '60', requestId)),
  );
  assert.equal(new Set(all.map(({ id }) => id)).size, 1);
  assert.equal(await balanceOf(app, payment), '40.00');
});
