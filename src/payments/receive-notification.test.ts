import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAccount } from '#accounts/index.ts';
import { readWallet } from '#ledger/index.ts';
import { formatMoney, parseMoney, type Money } from '#lib/money.ts';
import { listNotices } from '#platform/notices/index.ts';
import type { App } from '#platform/app.ts';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
import {
  addDesk,
  deskEvent,
  findings,
  notify,
  openPaymentDesk,
  received,
  startDeposit,
} from '#test/support/payment-desk.ts';
import { gatewayKinds } from './gateway-kinds.ts';
import { sweepRawEvents } from './events/sweep-raw-events.ts';
import { listCredits } from './list-credits.ts';
import { readPayment, readPaymentSteps } from './read-payment.ts';
import { receiveNotification } from './receive-notification.ts';
import { setGateway } from './set-gateway.ts';

const balanceOf = async (app: App, accountId: number): Promise<string> =>
  formatMoney((await readWallet(app.db, accountId)).balance);

test('The quoted sum credits the quoted amount, and the fee is the revenue', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const payment = await startDeposit(app, '100');
  assert.deepEqual(
    [payment.state, formatMoney(payment.fee), formatMoney(payment.toPay), payment.url],
    ['open', '2.30', '102.30', `https://desk.example/pay_${payment.id}`],
  );
  const { outcomes } = await notify(app, deskEvent(app, payment, received('102.30')));
  assert.deepEqual(outcomes, ['credited']);
  const paid = await readPayment(app.db, payment.id, payment.accountId);
  assert.equal(paid.state, 'paid');
  assert.equal(await balanceOf(app, payment.accountId), '100.00');
  const [credit, ...more] = await listCredits(app.db, { paymentId: payment.id, limit: 10 });
  assert.deepEqual(more, []);
  assert.deepEqual(
    [credit?.gross, credit?.fee, credit?.credit].map((one) => formatMoney(one as Money)),
    ['102.30', '2.30', '100.00'],
  );
  assert.deepEqual(await findings(app), []);
});

test('The same notification 50 times at once, in two processes, credits once', async () => {
  await using app = await openTestApp();
  await using second = openSecondApp(app);
  const desk = openPaymentDesk();
  await addDesk(app, desk);
  gatewayKinds(second).set('desk', desk.kind);
  const payment = await startDeposit(app, '100');
  const event = deskEvent(app, payment, received('102.30'));
  const all = await Promise.all(
    Array.from({ length: 50 }, (_, n) => notify(n % 2 ? app : second, event)),
  );
  const outcomes = all.flatMap((one) => one.outcomes);
  assert.equal(outcomes.filter((one) => one === 'credited').length, 1);
  assert.equal(outcomes.filter((one) => one === 'repeated').length, 49);
  assert.equal(await balanceOf(app, payment.accountId), '100.00');
  assert.deepEqual(await findings(app), []);
});

test('Parts credit in proportion and together the whole, and a surplus all but its percentage', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const payment = await startDeposit(app, '100');
  const { accountId } = payment;
  await notify(app, deskEvent(app, payment, received('51.15')));
  assert.equal(await balanceOf(app, accountId), '50.00');
  assert.equal((await readPayment(app.db, payment.id, accountId)).state, 'partial');
  await notify(app, deskEvent(app, payment, received('51.15')));
  assert.equal(await balanceOf(app, accountId), '100.00');
  await notify(app, deskEvent(app, payment, received('10.20')));
  assert.equal(await balanceOf(app, accountId), '110.00');
  assert.equal((await readPayment(app.db, payment.id, accountId)).state, 'paid');
  assert.deepEqual(await findings(app), []);
});

test('What comes after the end of a payment, or of its gateway, is credited all the same', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const payment = await startDeposit(app, '10');
  await notify(app, deskEvent(app, payment, { kind: 'expired' }));
  assert.equal((await readPayment(app.db, payment.id, null)).state, 'expired');
  await setGateway(app, 'desk', { active: false });
  await assert.rejects(startDeposit(app, '10'), { code: 'not_found' });
  await notify(app, deskEvent(app, payment, received(payment.toPay)));
  assert.equal(await balanceOf(app, payment.accountId), '10.00');
  assert.deepEqual(await findings(app), []);
});

test('Another currency, an unknown payment or an impossible amount moves nothing and is kept', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const payment = await startDeposit(app, '10');
  const wrong = [
    deskEvent(app, payment, received('10.50', 'EUR')),
    deskEvent(app, payment, received('0')),
    deskEvent(app, { ...payment, id: 999, gatewayRef: 'desk_other' }, received('10.50')),
    // Another shop's payment of the same number, at the same account of the gateway.
    deskEvent(app, { ...payment, gatewayRef: 'desk_other' }, received('10.50')),
  ];
  for (const event of wrong) {
    assert.deepEqual((await notify(app, event)).outcomes, ['kept']);
    assert.deepEqual((await notify(app, event)).outcomes, ['repeated']);
  }
  assert.equal(await balanceOf(app, payment.accountId), '0.00');
  assert.equal((await readPayment(app.db, payment.id, null)).state, 'open');
  const notices = (await listNotices(app.db)).filter(({ kind }) => kind === 'payment.kept');
  assert.equal(notices.length, 4);
  assert.deepEqual(await findings(app), []);
});

test('An event that was quicker than its checkout is applied when it is told again', async () => {
  await using app = await openTestApp();
  const desk = openPaymentDesk();
  await addDesk(app, desk);
  const payment = await startDeposit(app, '10');
  const early = deskEvent(app, payment, received('10.50'));
  await app.transact((tx) =>
    tx.updateTable('payments').set({ gateway_ref: null }).where('id', '=', payment.id).execute(),
  );
  // A gateway that does not name our payment.
  assert.deepEqual((await notify(app, { ...early, paymentId: null })).outcomes, ['kept']);
  await app.transact((tx) =>
    tx
      .updateTable('payments')
      .set({ gateway_ref: payment.gatewayRef })
      .where('id', '=', payment.id)
      .execute(),
  );
  assert.deepEqual((await notify(app, early)).outcomes, ['credited']);
  assert.deepEqual((await notify(app, early)).outcomes, ['repeated']);
  assert.equal(await balanceOf(app, payment.accountId), '10.00');
  assert.deepEqual(await listNotices(app.db), []);
  assert.deepEqual(await findings(app), []);
});

test('A notification that is not signed changes nothing', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const forged = { headers: new Headers({ 'desk-secret': 'other' }), body: Buffer.from('[]') };
  await assert.rejects(receiveNotification(app, 'desk', forged), { code: 'invalid_signature' });
  await assert.rejects(receiveNotification(app, 'none', forged), { code: 'not_found' });
});

test('Deposits lift the tier when they are credited, and a charge-back takes it back', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const payment = await startDeposit(app, '600');
  const tier = async () => (await findAccount(app.db, payment.accountId))?.tier;
  assert.equal(await tier(), 'Standard');
  await notify(app, deskEvent(app, payment, received(payment.toPay)));
  assert.equal(await tier(), 'Reseller');
  const disputed = { disputeId: 'd1', amount: parseMoney('200'), currency: 'USD' };
  await notify(app, deskEvent(app, payment, { kind: 'disputed', ...disputed }));
  assert.equal(await tier(), 'Standard');
  await notify(app, deskEvent(app, payment, { kind: 'dispute_won', disputeId: 'd1' }));
  assert.equal(await tier(), 'Reseller');
  assert.deepEqual(await findings(app), []);
  const steps = await readPaymentSteps(app.db, payment.id);
  assert.deepEqual(
    steps.map(({ kind, outcome }) => `${kind} ${outcome}`),
    ['received credited', 'disputed reversed', 'dispute_won returned'],
  );
});

test('What a gateway sent is kept word for word for half a year', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const payment = await startDeposit(app, '10');
  await notify(app, deskEvent(app, payment, received(payment.toPay)));
  const raw = async () =>
    (await app.db.selectFrom('payment_events').select('raw').executeTakeFirstOrThrow()).raw;
  const sweepAfter = (days: number) =>
    app.transact((tx) => sweepRawEvents(tx, new Date(app.clock.now() + days * 86_400_000)));
  await sweepAfter(179);
  assert.match((await raw()) ?? '', /"kind":"received"/);
  await sweepAfter(181);
  assert.equal(await raw(), null);
  assert.deepEqual(await findings(app), []);
});
