import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import { parseMoney } from '#lib/money.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { checkBooks } from './check-books.ts';
import { openRisks } from './open-risks.ts';
import { placeOrder } from './place-order.ts';
import { settleOrders } from './settle-orders.ts';

/** A shop with an order in each state that money knows. */
async function openShop(app: TestApp): Promise<void> {
  const account = await openAccount(app);
  const service = await addService(app);
  const ids: number[] = [];
  for (let n = 0; n < 4; n += 1) {
    ids.push((await placeOrder(app, orderOf(account, service))).orderId);
  }
  const [, done, part, gone] = ids as [number, number, number, number];
  await app.transact(async (tx) => {
    await tx
      .updateTable('orders')
      .set({ status: 'in_progress' })
      .where('id', '>', ids[0]!)
      .execute();
    await settleOrders(
      tx,
      [
        { orderId: done, status: 'completed', source: 'test' },
        { orderId: part, status: 'partial', remains: 400, source: 'test' },
        { orderId: gone, status: 'canceled', source: 'test' },
      ],
      new Date(),
    );
    await openRisks(tx, [{ orderId: gone, amount: parseMoney('0.5') }], new Date());
  });
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
}

/** What no verb can do: a change behind the application's back, guards off. */
async function tamper(app: TestApp, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: app.ownerUrl });
  await client.connect();
  try {
    await client.query('alter table transfers disable trigger user');
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const PLANTED: [what: string, sql: string, rule: RegExp][] = [
  [
    'a wallet that was topped up by hand',
    'update wallets set balance = balance + 1',
    /wallet equals/,
  ],
  ['a transfer that was removed', `delete from transfers where kind = 'deposit'`, /wallet equals/],
  [
    'a hold that was made smaller',
    `update transfers set amount = amount - 1 where id = (
       select min(id) from transfers where kind = 'order.hold')`,
    /held equals|match its status/,
  ],
  [
    'a refund beyond rate × remains',
    `update orders set refunded = refunded + 1 where status = 'partial'`,
    /partial refund/,
  ],
  [
    "a coupon's share that was paid out to the customer",
    `with gone as (
       select id, account_id, charge from orders where status = 'canceled'
     ), promoted as (
       update orders o set coupon_amount = 1 from gone g where o.id = g.id
     ), halved as (
       update transfers t set amount = t.amount - 1 from gone g
       where t.kind = 'order.hold' and t.reference = g.id::text
     ), wallet as (
       update wallets w set balance = w.balance + 1 from gone g where w.id = g.account_id
     )
     insert into transfers (kind, reference, from_id, to_id, amount)
     select 'order.coupon', id::text, -4, -1, 1 from gone`,
    /match its status/,
  ],
  [
    'a deposit out of what was earned',
    `update transfers set from_id = -2 where id = (
       select min(id) from transfers where kind = 'deposit')`,
    /comes from outside/,
  ],
  [
    "a refund that went to another customer's wallet",
    `with other as (
       insert into accounts (email, tier_id) select 'other@example.com', min(id) from tiers
       returning id
     ), wallet as (
       insert into wallets (id, balance) select o.id, t.amount
       from other o, transfers t where t.kind = 'order.refund' order by t.id limit 1
     ), moved as (
       update transfers set to_id = (select id from other) where id = (
         select min(id) from transfers where kind = 'order.refund')
       returning amount
     )
     update wallets set balance = balance - (select amount from moved)`,
    /between its own ledgers/,
  ],
  [
    'a transfer for an order that does not exist',
    `insert into transfers (kind, reference, from_id, to_id, amount)
     values ('order.earn', '99999', -1, -2, 5)`,
    /match its status/,
  ],
  [
    'a ledger that nobody knows',
    `insert into transfers (kind, reference, from_id, to_id, amount)
     values ('adjustment', 'x', -77, -2, 5)`,
    /known ledgers/,
  ],
  [
    'a risk that was made smaller',
    'update order_risks set amount = amount - 1',
    /suspense equals|risk's transfers/,
  ],
  [
    'a loss of a risk that nobody resolved',
    `insert into transfers (kind, reference, from_id, to_id, amount)
     select 'risk.loss', reference, -6, -7, amount from transfers where kind = 'risk.open'`,
    /suspense equals|risk's transfers/,
  ],
  [
    'a risk of an order that was delivered',
    `update order_risks set order_id = (select id from orders where status = 'completed');
     update transfers set reference = (select id::text from orders where status = 'completed')
     where kind = 'risk.open'`,
    /risk's transfers/,
  ],
  [
    'a risk that was set aside out of what others are owed',
    `update transfers set from_id = -1 where kind = 'risk.open'`,
    /held equals|between its own ledgers/,
  ],
  [
    'a charge that is not rate × quantity',
    `update orders set rate = rate + 1 where status = 'pending'`,
    /rate × quantity/,
  ],
  [
    'an order reopened after its end',
    `update orders set status = 'in_progress', finished_at = null where status = 'completed'`,
    /held equals|match its status/,
  ],
];

describe('check-books', () => {
  for (const [what, sql, rule] of PLANTED) {
    test(`finds ${what}`, async () => {
      await using app = await openTestApp();
      await openShop(app);
      await tamper(app, sql);
      const { ok, findings } = await checkBooks(app.db);
      assert.equal(ok, false);
      assert.ok(
        findings.some((finding) => rule.test(finding.rule)),
        JSON.stringify(findings),
      );
    });
  }
});
