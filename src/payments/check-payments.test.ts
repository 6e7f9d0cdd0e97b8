import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import pg from 'pg';
import { parseMoney } from '#lib/money.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import {
  addDesk,
  deskEvent,
  notify,
  openPaymentDesk,
  received,
  startDeposit,
} from '#test/support/payment-desk.ts';
import { openAccount } from '#test/support/shop.ts';
import { checkPayments } from './check-payments.ts';
import { requestRefund } from './refunds/request-refund.ts';

/** A shop with a paid deposit, a bonus, an open dispute, a receivable and a refund under way. */
async function openShop(app: TestApp): Promise<void> {
  await addDesk(app, openPaymentDesk(), { bonuses: [{ from: parseMoney('50'), bonusBp: 500 }] });
  await openAccount(app, { balance: '7' });
  const first = await startDeposit(app, '100');
  const { accountId } = first;
  await notify(app, deskEvent(app, first, received(first.toPay)));
  const second = await startDeposit(app, '10', { accountId });
  await notify(app, deskEvent(app, second, received(second.toPay)));
  const wish = { accountId, paymentId: second.id, amount: parseMoney('2'), reason: 'not needed' };
  const now = new Date(app.clock.now());
  await app.transact((tx) => requestRefund(tx, { ...wish, requestId: randomUUID(), now }));
  const disputed = { disputeId: 'd1', amount: parseMoney('102.30'), currency: 'USD' };
  await notify(app, deskEvent(app, first, { kind: 'disputed', ...disputed }));
  const refunded = { refundId: 're_1', amount: parseMoney('30'), currency: 'USD' };
  await notify(app, deskEvent(app, second, { kind: 'refunded', ...refunded }));
}

/** What no verb can do: a change behind the application's back, guards off. */
async function tamper(app: TestApp, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: app.ownerUrl });
  await client.connect();
  try {
    await client.query('alter table transfers disable trigger user');
    await client.query('alter table payment_credits disable trigger user');
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const PLANTED: [what: string, sql: string, rule: RegExp][] = [
  [
    'a credit that no event explains',
    `insert into transfers (kind, reference, from_id, to_id, amount, actor)
     values ('deposit', 'pay_1/999', -3, 1, 5, 'operator:eve')`,
    /has its event or an operator/,
  ],
  [
    'a deposit that nobody signed',
    `insert into transfers (kind, reference, from_id, to_id, amount)
     values ('deposit', 'gift', -3, 1, 5)`,
    /has its event or an operator/,
  ],
  [
    'a deposit that was made larger',
    `update transfers set amount = amount + 1 where kind = 'deposit' and reference like 'pay_%'`,
    /has its event or an operator/,
  ],
  [
    'a fee that was kept from the books',
    `delete from transfers where kind = 'deposit.fee'`,
    /is what its events say/,
  ],
  [
    'a paid event without its credit',
    `delete from payment_credits where gross > 0`,
    /each event that paid/,
  ],
  [
    'an event that says another amount',
    `update payment_events set event = jsonb_set(event, '{amount}', '"1"') where kind = 'received'`,
    /each event that paid/,
  ],
  [
    'a payment that was credited more than its terms',
    'update payments set credited = credited + 1, received = received + 1',
    /sum of its events/,
  ],
  [
    'a dispute that was made smaller',
    `update disputes set credit = credit - 1`,
    /disputed ledger|is what its events say/,
  ],
  [
    'a receivable that was struck off',
    `update receivables set forgiven = amount`,
    /receivables are what/,
  ],
  [
    'a refund that was forgotten',
    `update payment_refunds set state = 'done', ended_at = now()`,
    /refunds ledger/,
  ],
  [
    'a refund that took less than it says',
    `update payment_refunds set amount = amount + 1`,
    /took its amount/,
  ],
  [
    'a bonus of the shop that nobody granted',
    `update bonuses set granted = granted + 1`,
    /has its grant/,
  ],
  [
    'a bonus that was taken back twice',
    `update bonuses set taken = taken + 1`,
    /taken back of a bonus/,
  ],
  [
    "a deposit in another customer's wallet",
    `update transfers set to_id = (select min(id) from accounts)
     where kind = 'bonus.grant'`,
    /wallet of its account/,
  ],
];

describe('check-payments', () => {
  test('finds nothing in books that are right', async () => {
    await using app = await openTestApp();
    await openShop(app);
    assert.deepEqual(await checkPayments(app.db), []);
  });
  for (const [what, sql, rule] of PLANTED) {
    test(`finds ${what}`, async () => {
      await using app = await openTestApp();
      await openShop(app);
      await tamper(app, sql);
      const findings = await checkPayments(app.db);
      assert.ok(
        findings.some((finding) => rule.test(finding.rule)),
        JSON.stringify(findings),
      );
    });
  }
});
