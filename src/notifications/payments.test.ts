import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMoney } from '#lib/money.ts';
import { openTestApp } from '#test/support/database.ts';
import {
  addDesk,
  deskEvent,
  notify,
  openPaymentDesk,
  received,
  startDeposit,
} from '#test/support/payment-desk.ts';
import { horizon } from '#test/support/webhook-desk.ts';
import { listNotifications } from './list-notifications.ts';
import { sayNews } from './say-news.ts';
import { takeNews } from './take-news.ts';

test('What comes, goes back and is disputed of a payment is told once each', async () => {
  await using app = await openTestApp();
  await addDesk(app, openPaymentDesk());
  const payment = await startDeposit(app, '100');
  const { currency } = payment;
  const gone = { amount: parseMoney('23'), currency };
  const events = [
    deskEvent(app, payment, received('102.30')),
    deskEvent(app, payment, { kind: 'refunded', refundId: 'r1', ...gone }),
    deskEvent(app, payment, { kind: 'disputed', disputeId: 'd1', ...gone }),
  ];
  for (let again = 0; again < 3; again += 1) for (const event of events) await notify(app, event);
  await horizon(app);
  await takeNews(app);
  const { accountId } = payment;
  const told = await listNotifications(app.db, { accountId, limit: 10 });
  assert.deepEqual(told.map((one) => [one.times, sayNews('en', one).text]).reverse(), [
    [1, '100.00 USD was added to your balance'],
    [1, '23.00 USD of a payment was paid back to you'],
    [1, '23.00 USD of a payment is disputed; what it brought is frozen'],
  ]);
  assert.equal(
    sayNews('tr', told[0] ?? assert.fail()).path,
    `/dashboard/wallet/payments/${payment.id}`,
  );
});
