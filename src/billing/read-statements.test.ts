import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { creditWallet, readBalance, readWallet } from '#ledger/index.ts';
import { asMoney, parseMoney } from '#lib/money.ts';
import { openBillingApp } from '#test/support/billing-desk.ts';
import { openTestApp } from '#test/support/database.ts';
import { endOrder } from '#test/support/past.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import { movePast, type Move } from '#test/support/wallet-past.ts';
import { checkAllBooks } from '#worker/check-all-books.ts';
import { creditInvoice } from './credit-invoice.ts';
import { issueInvoices } from './issue-invoices.ts';
import { issuerOf } from './issuer.ts';
import { listDocuments } from './list-documents.ts';
import { markWallets } from './mark-wallets.ts';
import { monthOf } from './month.ts';
import { readStatements, type Statement } from './read-statements.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 20);
const NOW = new Date('2026-11-23T12:00:00Z');

const KINDS = [
  ...([
    'deposit',
    'order.hold',
    'order.refund',
    'bonus.grant',
    'bonus.end',
    'dispute.freeze',
  ] as const),
  ...([
    'dispute.return',
    'refund.request',
    'refund.return',
    'receivable.pay',
    'adjustment',
  ] as const),
  ...(['affiliate.payout', 'giveaway.prize', 'invoice.credit', 'deposit.reverse'] as const),
];

const movement = fc.record({
  kind: fc.constantFrom(...KINDS),
  amount: fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n }).filter((amount) => amount !== 0n),
  day: fc.integer({ min: 0, max: 300 }),
});

/** Adds up by itself, and with the one before it. */
function addsUp(statements: readonly Statement[]): void {
  let opening = 0n;
  for (const one of statements.toReversed()) {
    assert.equal(one.opening, opening);
    assert.equal(one.opening + one.received - one.paid, one.closing);
    assert.equal(
      one.lines.reduce((sum, line) => sum + line.received, 0n),
      one.received,
    );
    assert.equal(
      one.lines.reduce((sum, line) => sum + line.paid, 0n),
      one.paid,
    );
    opening = one.closing;
  }
}

test('Months add up, each to the next and the last to the wallet, marked or not', async () => {
  await using app = await openTestApp();
  await fc.assert(
    fc.asyncProperty(fc.array(movement, { maxLength: 400, size: 'max' }), async (drawn) => {
      const account = await openAccount(app, { balance: '0' });
      const first: Move = { kind: 'deposit', amount: 10n ** 14n, at: new Date(START) };
      const moves = [first].concat(
        drawn.map(({ kind, amount, day }, place) => ({
          ...{ kind, amount, at: new Date(START + day * DAY_MS) },
          // An order's number is a number.
          ...(kind.startsWith('order.') && { reference: String(account * 10_000 + place) }),
        })),
      );
      await movePast(app, account, moves.slice(0, 250));
      await markWallets(app);
      await movePast(app, account, moves.slice(250));
      const statements = await readStatements(app.db, account, NOW);
      addsUp(statements);
      assert.deepEqual(statements.map(({ month }) => month).slice(-3), [
        '2026-03',
        '2026-02',
        '2026-01',
      ]);
      assert.equal(statements[0]?.month, '2026-11');
      assert.equal(statements[0]?.closing, (await readWallet(app.db, account)).balance);
      for (const one of statements) {
        const own = moves.filter(({ at }) => monthOf(at) === one.month);
        assert.equal(one.count, own.length);
        assert.equal(
          one.received - one.paid,
          own.reduce((sum, { amount }) => sum + amount, 0n),
        );
      }
      await markWallets(app);
      assert.deepEqual(await readStatements(app.db, account, NOW), statements);
    }),
    { numRuns: 15 },
  );
});

test('The statement says what check-books proves: deposits, orders, refunds, a credit note', async () => {
  await using app = await openBillingApp('2026-12-01T00:20:00Z');
  const account = await openAccount(app, { balance: '50' });
  const service = await addService(app);
  const past = { accountId: account, service, agoS: (5 * DAY_MS) / 1_000 };
  for (let order = 0; order < 60; order += 1) {
    await endOrder(app, { ...past, quantity: 100 });
    await endOrder(app, { ...past, quantity: 200, status: 'partial', remains: 77 });
    await endOrder(app, { ...past, quantity: 300, status: 'canceled' });
  }
  await app.transact((tx) =>
    creditWallet(tx, {
      ...{ accountId: account, amount: parseMoney('1.23'), reason: 'more' },
      actor: { kind: 'system', name: 'test' },
    }),
  );
  const month = monthOf(new Date('2026-11-26T00:00:00Z'));
  await issueInvoices(app, month);
  const [invoice] = (await listDocuments(app.db, account)).documents;
  assert.ok(invoice);
  const asked = { number: invoice.number, amount: parseMoney('0.5'), reason: 'late' };
  const actor = { kind: 'operator', name: 'ann' } as const;
  await app.transact((tx) => creditInvoice(tx, { ...asked, actor }, issuerOf(app)));
  await markWallets(app);
  const statements = await readStatements(app.db, account, new Date());
  addsUp(statements);
  const lines = statements.flatMap((one) => one.lines);
  const of = (group: string) => lines.filter((line) => line.group === group);
  const paid = of('orders').reduce((sum, line) => sum + line.paid, 0n);
  const back = of('refunds').reduce((sum, line) => sum + line.received, 0n);
  // What was held and not given back is what the invoice says was delivered.
  assert.equal(asMoney(paid - back), invoice.total);
  const latest = statements.toSorted((one, other) => (one.month < other.month ? 1 : -1))[0];
  assert.equal(latest?.closing, await readBalance(app, account));
  assert.deepEqual(await checkAllBooks(app.db), { ok: true, findings: [] });
});
