import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readWallet } from '#ledger/index.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { movePast, type Move } from '#test/support/wallet-past.ts';
import { placeOrder } from '#orders/index.ts';
import { checkWalletSums } from './check-wallet-sums.ts';
import { listTransactions } from './list-transactions.ts';
import { markWallets } from './mark-wallets.ts';
import type { Transaction, TransactionFilter } from './transaction.ts';
import { kindsOf } from './transfer-kind.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 7, 1);

// Holds and refunds are nearly all there is, and days are not quite in the order of their ids.
const move = fc.record({
  kind: fc.constantFrom(
    ...(['order.hold', 'order.hold', 'order.hold', 'order.refund', 'deposit'] as const),
    ...(['adjustment', 'giveaway.prize'] as const),
  ),
  amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  hours: fc.integer({ min: -30, max: 30 }),
});

const pastOf = (
  moves: readonly { kind: Move['kind']; amount: bigint; hours: number }[],
): Move[] => [
  { kind: 'deposit', amount: 10n ** 16n, at: new Date(START) },
  ...moves.map(({ kind, amount, hours }, place) => ({
    kind,
    amount: kind === 'order.hold' ? -amount : amount,
    at: new Date(START + place * (DAY_MS / 8) + hours * 3_600_000),
    // An order's number is a number.
    ...(kind.startsWith('order.') && { reference: String(1_000_000 + place) }),
  })),
];

async function all(
  app: App,
  accountId: number,
  filter: TransactionFilter = {},
  limit = 50,
): Promise<Transaction[]> {
  const found: Transaction[] = [];
  let after: bigint | undefined;
  for (;;) {
    const page = await listTransactions(app.db, accountId, { filter, after, limit });
    found.push(...page.transactions);
    if (page.older === null) return found;
    after = page.older;
  }
}

test('Every movement has the balance after it, marked or not, in any filter, whatever the page', async () => {
  await using app = await openTestApp();
  await fc.assert(
    fc.asyncProperty(
      fc.array(move, { minLength: 190, maxLength: 900, size: 'max' }),
      fc.integer({ min: 0, max: 900 }),
      async (moves, markedAt) => {
        await app.transact(async (tx) => {
          await tx.deleteFrom('wallet_marks').execute();
          await tx.deleteFrom('wallet_days').execute();
          await tx.updateTable('billing_progress').set({ marked_to: 0n }).execute();
        });
        const account = await openAccount(app, { balance: '0' });
        const past = pastOf(moves).map((one) => ({
          ...one,
          ...(one.reference && { reference: `${account}${one.reference}` }),
        }));
        await movePast(app, account, past.slice(0, markedAt));
        await markWallets(app);
        await movePast(app, account, past.slice(markedAt));
        const listed = (await all(app, account, {}, 77)).toReversed();
        let balance = 0n;
        assert.deepEqual(
          listed.map((one) => [one.kind, one.amount, one.balance]),
          past.map((one) => [one.kind, one.amount, (balance += one.amount)]),
        );
        assert.equal((await readWallet(app.db, account)).balance, balance);
        const filters: TransactionFilter[] = [
          { group: 'deposits' },
          { group: 'refunds', direction: 'in' },
          { direction: 'out' },
          { from: new Date(START + 20 * DAY_MS), until: new Date(START + 40 * DAY_MS) },
          { until: new Date(START + 10 * DAY_MS) },
          { from: new Date(START + 60 * DAY_MS), group: 'orders' },
        ];
        for (const filter of filters) {
          assert.deepEqual(
            await all(app, account, filter, 33),
            listed.toReversed().filter((one) => passes(one, filter)),
          );
        }
        await markWallets(app);
        assert.deepEqual((await all(app, account)).toReversed(), listed);
        assert.deepEqual(await checkWalletSums(app.db), []);
      },
    ),
    { numRuns: 12 },
  );
});

const passes = (one: Transaction, { group, direction, from, until }: TransactionFilter): boolean =>
  (group === undefined || kindsOf(group).includes(one.kind)) &&
  (direction === undefined || one.amount > 0n === (direction === 'in')) &&
  (from === undefined || one.at >= from) &&
  (until === undefined || one.at < until);

test('Pages lead to older ones and back to the same', async () => {
  await using app = await openTestApp();
  const account = await openAccount(app, { balance: '0' });
  const at = new Date(START);
  const deposits = Array.from({ length: 25 }, (_, place) => ({
    ...{ kind: 'deposit' as const, at },
    amount: BigInt(place + 1),
  }));
  await movePast(app, account, deposits);
  const first = await listTransactions(app.db, account, { limit: 10 });
  assert.equal(first.newer, null);
  const second = await listTransactions(app.db, account, {
    limit: 10,
    after: first.older ?? undefined,
  });
  const third = await listTransactions(app.db, account, {
    limit: 10,
    after: second.older ?? undefined,
  });
  assert.equal(third.transactions.length, 5);
  assert.equal(third.older, null);
  const back = await listTransactions(app.db, account, {
    limit: 10,
    before: third.newer ?? undefined,
  });
  assert.deepEqual(back.transactions, second.transactions);
  const start = await listTransactions(app.db, account, {
    limit: 10,
    before: back.newer ?? undefined,
  });
  assert.deepEqual(start.transactions, first.transactions);
  assert.equal(start.newer, null);
});

test('A movement says what it was for, and an order of another is nobody here', async () => {
  await using app = await openTestApp();
  const [account, stranger] = [await openAccount(app), await openAccount(app)];
  const service = await addService(app, { name: 'Views' });
  const { orderId } = await placeOrder(app, orderOf(account, service));
  const filter = { reference: String(orderId) };
  const [hold, ...more] = await all(app, account, filter);
  assert.equal(more.length, 0);
  assert.deepEqual(
    [hold?.group, hold?.subject, hold?.orderId, hold?.service],
    ['orders', 'order', orderId, { id: service.id, name: 'Views' }],
  );
  assert.deepEqual(await all(app, stranger, filter), []);
  assert.equal((await all(app, stranger)).length, 1);
});
