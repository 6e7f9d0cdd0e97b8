import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { createCoupon } from '#coupons/index.ts';
import { readBalance } from '#ledger/index.ts';
import { asMoney, formatMoney, parseMoney } from '#lib/money.ts';
import { openBillingApp } from '#test/support/billing-desk.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { endOrder } from '#test/support/past.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { placeOrder, settleOrders } from '#orders/index.ts';
import { checkAllBooks } from '#worker/check-all-books.ts';
import { saveBillingDetails } from './billing-details.ts';
import { creditInvoice } from './credit-invoice.ts';
import { issueDueInvoices } from './issue-due-invoices.ts';
import { issueInvoices } from './issue-invoices.ts';
import { issueReceipt } from './issue-receipt.ts';
import { issueReceipts } from './issue-receipts.ts';
import { issuerOf } from './issuer.ts';
import { listDocuments } from './list-documents.ts';
import { monthOf } from './month.ts';
import { readDocument } from './read-document.ts';
import { setTaxRule } from './set-tax-rule.ts';

const OCTOBER = monthOf(new Date('2026-10-10T00:00:00Z'));
const OPERATOR = { kind: 'operator', name: 'ann' } as const;
const DETAILS = {
  name: 'Ayşe Yılmaz',
  company: 'Deniz Medya A.Ş.',
  address: 'İstiklal Cd. 1\n34433 İstanbul',
  country: 'TR',
  taxNumber: 'TR123',
};

const booksAreClean = async (app: TestApp) =>
  assert.deepEqual(await checkAllBooks(app.db), { ok: true, findings: [] });

const depositOf = async (app: TestApp, accountId: number): Promise<bigint> => {
  const { id } = await app.db
    .selectFrom('transfers')
    .select('id')
    .where('to_id', '=', BigInt(accountId))
    .where('kind', '=', 'deposit')
    .executeTakeFirstOrThrow();
  return id;
};

const documentsOf = async (app: TestApp, accountId: number) => {
  const { documents } = await listDocuments(app.db, accountId);
  return Promise.all(documents.map(({ id }) => readDocument(app.db, accountId, id)));
};

/** An order of 1,000 pieces at 1.00 that ended half delivered on October 10. */
async function halfDelivered(app: TestApp, coupon?: string): Promise<number> {
  const account = await openAccount(app, { balance: '10' });
  const service = await addService(app);
  const order = orderOf(account, service, { ...(coupon !== undefined && { coupon }) });
  const { orderId } = await placeOrder(app, order);
  await app.transact(async (tx) => {
    await tx
      .updateTable('orders')
      .set({ status: 'in_progress', created_at: new Date('2026-10-09T00:00:00Z') })
      .where('id', '=', orderId)
      .execute();
    const ending = { orderId, status: 'partial', remains: 500, source: 'test' } as const;
    await settleOrders(tx, [ending], new Date('2026-10-10T00:00:00Z'));
  });
  return account;
}

test('An invoice is what orders that ended in its month earned, by service, and adds up', async () => {
  await using app = await openBillingApp('2026-11-01T00:20:00Z');
  const account = await openAccount(app, { balance: '100' });
  const [views, likes] = [
    await addService(app, { name: 'Views', rate: '1.5' }),
    await addService(app, { name: 'Likes', rate: '0.7' }),
  ];
  const past = { accountId: account, agoS: 5 * 86_400 };
  await endOrder(app, { ...past, service: views });
  await endOrder(app, { ...past, service: views, quantity: 500 });
  await endOrder(app, { ...past, service: likes, status: 'partial', remains: 301 });
  await endOrder(app, { ...past, service: likes, status: 'canceled' });
  // Of November, and of September.
  await endOrder(app, { ...past, service: views, agoS: 900, finishS: 60 });
  await endOrder(app, { ...past, service: views, agoS: 40 * 86_400 });
  assert.equal(await issueInvoices(app, OCTOBER), 1);
  assert.equal(await issueInvoices(app, OCTOBER), 0);
  const [invoice, ...more] = await documentsOf(app, account);
  assert.equal(more.length, 0);
  assert.deepEqual(
    [invoice?.number, invoice?.period, formatMoney(asMoney(invoice?.total ?? 0n))],
    ['INV-2026-000001', '2026-10', '2.7393'],
  );
  assert.deepEqual(
    invoice?.lines.map((line) => [
      line.of === 'service' && [line.name, line.orders, line.pieces],
      formatMoney(line.amount),
    ]),
    [
      [['Views', 2, 1_500n], '2.25'],
      [['Likes', 1, 699n], '0.4893'],
    ],
  );
  assert.equal(invoice?.seller.taxNumber, 'DE123456789');
  await booksAreClean(app);
});

test("A fixed coupon's share is not the customer's to pay, and the invoice leaves it out", async () => {
  await using app = await openBillingApp('2026-11-02T00:00:00Z');
  await app.transact((tx) =>
    createCoupon(tx, { code: 'GIFT', amount: parseMoney('0.3001'), startsAt: new Date(0) }),
  );
  const account = await halfDelivered(app, 'GIFT');
  await issueInvoices(app, OCTOBER);
  const [invoice] = await documentsOf(app, account);
  const paid = parseMoney('10') - (await readBalance(app, account));
  assert.equal(invoice?.total, paid);
  await booksAreClean(app);
});

test('A month that runs is not invoiced, nor a shop that does not say who sells', async () => {
  await using app = await openBillingApp('2026-11-01T00:09:00Z');
  await assert.rejects(issueInvoices(app, OCTOBER), { code: 'conflict' });
  await using nameless = await openTestApp();
  await assert.rejects(issueInvoices(nameless, OCTOBER), { code: 'conflict' });
});

test('The job issues what ended since it began, and nothing twice', async () => {
  await using app = await openBillingApp('2026-11-01T01:00:00Z');
  await app.transact((tx) =>
    tx.updateTable('billing_progress').set({ since: '2026-10-01' }).execute(),
  );
  const account = await halfDelivered(app);
  await issueDueInvoices(app);
  await issueDueInvoices(app);
  assert.equal((await documentsOf(app, account)).length, 1);
});

test('What was issued keeps its buyer, its seller and its tax, and no role changes it', async () => {
  await using app = await openBillingApp('2026-11-02T00:00:00Z');
  const account = await halfDelivered(app);
  const now = new Date();
  await app.transact(async (tx) => {
    await saveBillingDetails(tx, account, DETAILS, now);
    const rule = { name: 'KDV', rateBp: 2_000, reverseCountries: ['TR'] };
    await setTaxRule(tx, { ...rule, actor: OPERATOR, now });
  });
  await issueInvoices(app, OCTOBER);
  await app.transact(async (tx) => {
    await saveBillingDetails(tx, account, { ...DETAILS, name: 'Another' }, now);
    await setTaxRule(tx, {
      ...{ name: 'KDV', rateBp: 1_000, reverseCountries: [] },
      ...{ actor: OPERATOR, now },
    });
  });
  const [invoice] = await documentsOf(app, account);
  assert.deepEqual(
    [invoice?.buyer.name, invoice?.taxTreatment, invoice?.taxRateBp, invoice?.tax],
    ['Ayşe Yılmaz', 'reverse_charge', 2_000, 0n],
  );
  const change = app.transact((tx) => tx.updateTable('documents').set({ total: 1n }).execute());
  await assert.rejects(change, /permission denied/);
  const owner = new pg.Client(app.ownerUrl);
  await owner.connect();
  await assert.rejects(owner.query('update documents set total = 1'), /append-only/);
  await assert.rejects(owner.query('delete from documents'), /append-only/);
  await owner.end();
});

test("Another's document is as one that never was", async () => {
  await using app = await openBillingApp('2026-11-02T00:00:00Z');
  const [account, stranger] = [await halfDelivered(app), await openAccount(app)];
  await issueInvoices(app, OCTOBER);
  const [invoice] = await documentsOf(app, account);
  assert.ok(invoice);
  await assert.rejects(readDocument(app.db, stranger, invoice.id), { code: 'not_found' });
  assert.deepEqual((await listDocuments(app.db, stranger)).documents, []);
  const transferId = await depositOf(app, account);
  const theft = app.transact((tx) =>
    issueReceipt(tx, { accountId: stranger, transferId }, issuerOf(app)),
  );
  await assert.rejects(theft, { code: 'not_found' });
});

test('Twenty at once have the numbers one to twenty, and those that fail none', async () => {
  await using app = await openBillingApp('2026-11-02T00:00:00Z');
  const accounts = await Promise.all(Array.from({ length: 20 }, () => openAccount(app)));
  const failing = new Error('after the number was taken');
  const outcomes = await Promise.allSettled(
    accounts.flatMap((accountId) =>
      [false, true, false].map(async (fails) => {
        const transferId = await depositOf(app, accountId);
        return app.transact(async (tx) => {
          const issued = await issueReceipt(tx, { accountId, transferId }, issuerOf(app));
          if (fails) throw failing;
          return issued.number;
        });
      }),
    ),
  );
  const numbers = outcomes.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  assert.ok(outcomes.every((one) => one.status === 'fulfilled' || one.reason === failing));
  assert.equal(numbers.length, 40);
  assert.deepEqual(
    [...new Set(numbers)].toSorted(),
    Array.from({ length: 20 }, (_, at) => `REC-2026-${String(at + 1).padStart(6, '0')}`),
  );
  await booksAreClean(app);
});

test('The job gives each deposit its receipt, once it is a minute old', async () => {
  await using app = await openBillingApp('2026-11-02T00:00:00Z');
  const account = await openAccount(app, { balance: '25' });
  await issueReceipts(app);
  assert.deepEqual(await documentsOf(app, account), []);
  const owner = new pg.Client(app.ownerUrl);
  await owner.connect();
  await owner.query('alter table transfers disable trigger user');
  await owner.query(`update transfers set created_at = created_at - interval '2 minutes'`);
  await owner.end();
  await issueReceipts(app);
  await issueReceipts(app);
  const [receipt, ...more] = await documentsOf(app, account);
  assert.deepEqual([receipt?.total, receipt?.kind, more.length], [parseMoney('25'), 'receipt', 0]);
  await booksAreClean(app);
});

test('A credit note gives back money of its invoice, with its tax, and never more', async () => {
  await using app = await openBillingApp('2026-11-02T00:00:00Z');
  const account = await halfDelivered(app);
  await app.transact((tx) =>
    setTaxRule(tx, {
      ...{ name: 'VAT', rateBp: 1_900, reverseCountries: [] },
      ...{ actor: OPERATOR, now: new Date() },
    }),
  );
  await issueInvoices(app, OCTOBER);
  const [invoice] = await documentsOf(app, account);
  assert.ok(invoice);
  assert.deepEqual([invoice.tax, invoice.net], [parseMoney('0.08'), parseMoney('0.42')]);
  const credit = (amount: string) =>
    app.transact((tx) =>
      creditInvoice(
        tx,
        { number: invoice.number, amount: parseMoney(amount), reason: 'late', actor: OPERATOR },
        issuerOf(app),
      ),
    );
  const before = await readBalance(app, account);
  const first = await credit('0.2');
  assert.equal(first.number, 'CN-2026-000001');
  assert.equal(await readBalance(app, account), before + parseMoney('0.2'));
  await assert.rejects(credit('0.300000001'), { code: 'invalid_parameter' });
  await assert.rejects(credit('0'), { code: 'invalid_parameter' });
  await booksAreClean(app);
  const race = await Promise.allSettled([credit('0.3'), credit('0.3'), credit('0.3')]);
  assert.equal(race.filter((one) => one.status === 'fulfilled').length, 1);
  const [second, , original] = await documentsOf(app, account);
  assert.equal(second?.corrects, invoice.number);
  const notes = (await documentsOf(app, account)).filter(({ kind }) => kind === 'credit_note');
  assert.equal(
    notes.reduce((sum, { tax }) => sum + tax, 0n),
    original?.tax,
  );
  await booksAreClean(app);
});

const PLANTED: readonly (readonly [what: string, sql: string, rule: RegExp])[] = [
  ['a number is missing', `delete from documents where kind = 'receipt'`, /no gap/],
  [
    'a total was changed',
    `update documents set total = total + 1, net = net + 1`,
    /an invoice is|a receipt is/,
  ],
  [
    'an order earned more',
    `update orders set refunded = refunded - 1000, remains = remains`,
    /was delivered|order/,
  ],
  [
    'a sum by month was changed',
    `update delivered_months set amount = amount + 1`,
    /what was delivered/,
  ],
];

for (const [what, sql, rule] of PLANTED) {
  test(`check-books finds that ${what}`, async () => {
    await using app = await openBillingApp('2026-11-02T00:00:00Z');
    const account = await halfDelivered(app);
    const transferId = await depositOf(app, account);
    await app.transact((tx) => issueReceipt(tx, { accountId: account, transferId }, issuerOf(app)));
    await issueInvoices(app, OCTOBER);
    await booksAreClean(app);
    const owner = new pg.Client(app.ownerUrl);
    await owner.connect();
    await owner.query('alter table documents disable trigger user');
    await owner.query(sql);
    await owner.end();
    const { findings } = await checkAllBooks(app.db);
    assert.ok(
      findings.some((one) => rule.test(one.rule)),
      JSON.stringify(findings),
    );
  });
}
