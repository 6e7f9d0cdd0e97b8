import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asMoney, parseMoney } from '#lib/money.ts';
import { openTestApp } from '#test/support/database.ts';
import { createAccount } from './create-account.ts';
import { findAccount } from './find-account.ts';
import { listTiers } from './list-tiers.ts';
import { recordDeposit } from './record-deposit.ts';
import { seedTiers } from './seed-tiers.ts';
import { setTier } from './set-tier.ts';

test('the seeded tiers rise in reach, limit and discount, and are seeded once', async () => {
  await using app = await openTestApp();
  await Promise.all(Array.from({ length: 4 }, () => app.transact(seedTiers)));
  const tiers = await listTiers(app.db);
  assert.deepEqual(
    tiers.map(({ name, reachedAt, requestsPerMinute, discountBp }) => [
      name,
      reachedAt,
      requestsPerMinute,
      discountBp,
    ]),
    [
      ['Standard', 0n, 300, 0],
      ['Reseller', parseMoney('500'), 1_200, 300],
      ['Agency', parseMoney('5000'), 6_000, 700],
    ],
  );
  await app.transact((tx) =>
    tx.updateTable('tiers').set({ name: 'Basic' }).where('name', '=', 'Standard').execute(),
  );
  await app.transact(seedTiers);
  assert.equal((await listTiers(app.db))[0]?.name, 'Basic');
});

test('deposits move an account to the tier that their sum reaches, never down', async () => {
  await using app = await openTestApp();
  let n = 0;
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 3_000_000_000_000n }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(
      amounts,
      fc.constantFrom('Standard', 'Reseller', 'Agency'),
      async (deposits, start) => {
        const email = `a${(n += 1)}@example.com`;
        const { id } = await app.transact((tx) => createAccount(tx, { email, tier: start }));
        const names = (await listTiers(app.db)).map((tier) => tier.name);
        let expected = start;
        let sum = 0n;
        for (const amount of deposits) {
          await app.transact((tx) => recordDeposit(tx, id, asMoney(amount)));
          sum += amount;
          const reached =
            sum >= parseMoney('5000')
              ? 'Agency'
              : sum >= parseMoney('500')
                ? 'Reseller'
                : 'Standard';
          if (names.indexOf(reached) > names.indexOf(expected)) expected = reached;
          const account = await findAccount(app.db, id);
          assert.equal(account?.tier, expected);
          assert.equal(account?.lifetimeDeposits, sum);
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('a tier that an operator chose stays, and the deposits are counted all the same', async () => {
  await using app = await openTestApp();
  const { id } = await app.transact((tx) => createAccount(tx, { email: 'a@example.com' }));
  await app.transact((tx) => setTier(tx, id, 'Reseller'));
  await app.transact((tx) => recordDeposit(tx, id, parseMoney('100000')));
  const account = await findAccount(app.db, id);
  assert.equal(account?.tier, 'Reseller');
  assert.equal(account?.tierPinned, true);
  assert.equal(account?.lifetimeDeposits, parseMoney('100000'));
});

test('simultaneous deposits are all counted and reach their tier', async () => {
  await using app = await openTestApp();
  const { id } = await app.transact((tx) => createAccount(tx, { email: 'a@example.com' }));
  await Promise.all(
    Array.from({ length: 10 }, () => app.transact((tx) => recordDeposit(tx, id, parseMoney('50')))),
  );
  const account = await findAccount(app.db, id);
  assert.equal(account?.lifetimeDeposits, parseMoney('500'));
  assert.equal(account?.tier, 'Reseller');
});

test('a deposit of nothing and an unknown account are refused', async () => {
  await using app = await openTestApp();
  await assert.rejects(
    app.transact((tx) => recordDeposit(tx, 1, asMoney(0n))),
    { code: 'invalid_parameter' },
  );
  await assert.rejects(
    app.transact((tx) => recordDeposit(tx, 1, asMoney(1n))),
    { code: 'not_found' },
  );
  await app.transact(seedTiers);
  await assert.rejects(
    app.transact((tx) => setTier(tx, 1, 'Agency')),
    { code: 'not_found' },
  );
});
