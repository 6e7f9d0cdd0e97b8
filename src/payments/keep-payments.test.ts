import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWallet } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { listNotices } from '#platform/notices/index.ts';
import type { App } from '#platform/app.ts';
import { creditWallet } from '#ledger/index.ts';
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
import { reportDispute } from './disputes/report-dispute.ts';
import { listEvents } from './events/list-events.ts';
import { settleEvent } from './events/settle-event.ts';
import { collectReceivables, followPayments } from './keep-payments.ts';
import { readPayment } from './read-payment.ts';
import { forgiveReceivable } from './receivables/forgive-receivable.ts';
import { listReceivables, readOwed } from './receivables/list-receivables.ts';

const HOUR_MS = 3_600_000;
const ANNA = { kind: 'operator', name: 'anna' } as const;

const stateOf = async (app: App, id: number) => (await readPayment(app.db, id, null)).state;
const balanceOf = async (app: App, accountId: number): Promise<string> =>
  formatMoney((await readWallet(app.db, accountId)).balance);

test('A payment whose notification never came is found by asking, and credited once', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const desk = openPaymentDesk();
  await addDesk(app, desk);
  const payment = await startDeposit(app, '100');
  const event = deskEvent(app, payment, received(payment.toPay));
  desk.happened.set(event.gatewayId, [event]);
  await followPayments(app);
  assert.equal(await stateOf(app, payment.id), 'open');
  clock.at += HOUR_MS;
  await Promise.all([followPayments(app), followPayments(app)]);
  assert.equal(await stateOf(app, payment.id), 'paid');
  assert.deepEqual((await notify(app, event)).outcomes, ['repeated']);
  assert.equal(await balanceOf(app, payment.accountId), '100.00');
  assert.deepEqual(await findings(app), []);
});

test('A payment ends when its time is over and its gateway knows of nothing', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const desk = openPaymentDesk();
  await addDesk(app, desk);
  const payment = await startDeposit(app, '100');
  clock.at += HOUR_MS;
  await followPayments(app);
  assert.equal(await stateOf(app, payment.id), 'open');
  clock.at += 2 * HOUR_MS;
  const open = desk.kind.open;
  let isAway = true;
  desk.kind.open = (settings) => ({
    ...open(settings),
    readCheckout: async (_app, ref) => {
      if (isAway) throw new AppError('unavailable', 'it does not answer');
      return desk.happened.get(ref) ?? [];
    },
  });
  await followPayments(app);
  assert.equal(await stateOf(app, payment.id), 'open');
  const kinds = async () => (await listNotices(app.db)).map(({ kind }) => kind);
  assert.deepEqual(await kinds(), ['payment.unheard']);
  isAway = false;
  clock.at += HOUR_MS;
  await followPayments(app);
  assert.equal(await stateOf(app, payment.id), 'expired');
  assert.deepEqual(await kinds(), []);
});

test('A charge-back freezes its sum only, the rest is owed and paid off by what comes next', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const payment = await startDeposit(app, '100');
  const { accountId } = payment;
  await notify(app, deskEvent(app, payment, received(payment.toPay)));
  const refunded = { refundId: 're_1', amount: parseMoney('51.15'), currency: 'USD' };
  await notify(app, deskEvent(app, payment, { kind: 'refunded', ...refunded }));
  assert.equal(await balanceOf(app, accountId), '50.00');
  // The fee in it is the shop's loss, so 102.30 takes what 100.00 had been credited for.
  const disputed = { disputeId: 'd1', amount: payment.toPay, currency: 'USD' };
  await notify(app, deskEvent(app, payment, { kind: 'disputed', ...disputed }));
  assert.equal(await balanceOf(app, accountId), '0.00');
  const owed = await readOwed(app.db, accountId);
  assert.ok(owed > 0n);
  const credit = { accountId, amount: parseMoney('10'), reason: 'cash', actor: ANNA };
  await app.transact((tx) => creditWallet(tx, credit));
  await collectReceivables(app);
  assert.equal(await balanceOf(app, accountId), '0.00');
  assert.equal(await readOwed(app.db, accountId), owed - parseMoney('10'));
  const [open] = await listReceivables(app.db, accountId);
  const forgiving = { id: open?.id ?? 0, actor: ANNA, reason: 'a mistake of ours' };
  await app.transact((tx) => forgiveReceivable(tx, forgiving));
  await assert.rejects(
    app.transact((tx) => forgiveReceivable(tx, forgiving)),
    { code: 'conflict' },
  );
  assert.equal(await readOwed(app.db, accountId), 0n);
  assert.deepEqual(await findings(app), []);
  // What was forgiven is not given a second time when the dispute is won.
  await notify(app, deskEvent(app, payment, { kind: 'dispute_won', disputeId: 'd1' }));
  assert.equal(await balanceOf(app, accountId), '60.00');
  assert.deepEqual(await findings(app), []);
});

test('The operator reports a charge-back that no gateway tells of', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const payment = await startDeposit(app, '100');
  await notify(app, deskEvent(app, payment, received(payment.toPay)));
  const report = { paymentId: payment.id, ref: 'case 7', actor: ANNA } as const;
  const amount = parseMoney('51.15');
  await reportDispute(app, { ...report, what: 'opened', amount });
  assert.equal(await balanceOf(app, payment.accountId), '50.00');
  await assert.rejects(reportDispute(app, { ...report, what: 'opened', amount }), {
    code: 'conflict',
  });
  await reportDispute(app, { ...report, what: 'lost' });
  assert.equal(await balanceOf(app, payment.accountId), '50.00');
  assert.deepEqual(await findings(app), []);
});

test('An event that was kept is settled by a person, once', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const payment = await startDeposit(app, '10');
  await notify(app, deskEvent(app, payment, received('9.66', 'EUR')));
  const [kept] = await listEvents(app.db, { outcome: 'kept', limit: 10 });
  const credit = { paymentId: payment.id, gross: payment.toPay };
  const settling = { eventId: kept?.id ?? 0n, credit, actor: ANNA };
  const settled = await Promise.allSettled([1, 2, 3].map(() => settleEvent(app, settling)));
  assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal(await balanceOf(app, payment.accountId), '10.00');
  assert.deepEqual(await listNotices(app.db), []);
  assert.deepEqual(await findings(app), []);
});
