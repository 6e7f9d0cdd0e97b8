import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestApp } from '#test/support/database.ts';
import { createAccount } from './create-account.ts';
import { findAccount } from './find-account.ts';
import { hashPassword } from './hash-password.ts';
import { listAccounts } from './list-accounts.ts';

test('an account comes with an empty wallet, its user and the lowest tier', async () => {
  await using app = await openTestApp();
  const { id } = await app.transact((tx) => createAccount(tx, { email: ' Ann@Example.com ' }));
  const account = await findAccount(app.db, 'ANN@example.COM');
  assert.deepEqual(account, await findAccount(app.db, id));
  assert.equal(account?.email, 'ann@example.com');
  assert.equal(account?.tier, 'Standard');
  assert.equal(account?.tierPinned, false);
  assert.equal(account?.lifetimeDeposits, 0n);
  assert.equal(account?.suspended, null);
  const wallet = await app.db.selectFrom('wallets').selectAll().executeTakeFirstOrThrow();
  assert.deepEqual(wallet, { id: BigInt(id), balance: 0n, credit_limit: 0n });
  const user = await app.db.selectFrom('users').selectAll().executeTakeFirstOrThrow();
  assert.equal(user.account_id, id);
  assert.equal(user.email, 'ann@example.com');
  assert.equal(user.role, 'customer');
  assert.deepEqual(await app.db.selectFrom('credentials').selectAll().execute(), []);
});

test("a password is kept where better-auth looks for it: the user's credential", async () => {
  await using app = await openTestApp();
  const password = await hashPassword('correct horse');
  await app.transact((tx) =>
    createAccount(tx, { email: 'a@example.com', password, tier: 'agency' }),
  );
  const stored = await app.db.selectFrom('credentials').selectAll().executeTakeFirstOrThrow();
  assert.equal(stored.account_id, stored.user_id);
  assert.equal(stored.provider_id, 'credential');
  assert.equal(stored.password, password);
  assert.equal((await findAccount(app.db, 'a@example.com'))?.tier, 'Agency');
});

test('an e-mail address has one account, also when twenty ask for it at once', async () => {
  await using app = await openTestApp();
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      app.transact((tx) =>
        createAccount(tx, { email: n % 2 ? 'Bo@example.com' : 'bo@example.com' }),
      ),
    ),
  );
  const refused = results.filter((result) => result.status === 'rejected');
  assert.equal(refused.length, 19);
  for (const { reason } of refused) assert.equal((reason as { code: string }).code, 'conflict');
  assert.equal((await listAccounts(app.db)).length, 1);
  assert.equal((await app.db.selectFrom('wallets').select('id').execute()).length, 1);
});

test('what is not an e-mail address or a tier is refused by name', async () => {
  await using app = await openTestApp();
  const bad = [
    '',
    'x',
    'a b@example.com',
    'a@b',
    '@example.com',
    `${'x'.repeat(250)}@example.com`,
    'a@example.com\0',
  ];
  for (const email of bad) {
    await assert.rejects(
      app.transact((tx) => createAccount(tx, { email })),
      { code: 'invalid_parameter', parameter: 'email' },
      email,
    );
  }
  await assert.rejects(
    app.transact((tx) => createAccount(tx, { email: 'a@example.com', tier: 'Gold' })),
    { code: 'not_found', parameter: 'tier', message: /Standard, Reseller, Agency/ },
  );
  assert.deepEqual(await listAccounts(app.db), []);
});

test('accounts are listed by pages', async () => {
  await using app = await openTestApp();
  const ids = [];
  for (const name of ['a', 'b', 'c']) {
    ids.push((await app.transact((tx) => createAccount(tx, { email: `${name}@example.com` }))).id);
  }
  const first = await listAccounts(app.db, { limit: 2 });
  assert.deepEqual(
    first.map((account) => account.id),
    ids.slice(0, 2),
  );
  const rest = await listAccounts(app.db, { after: first[1]?.id ?? 0 });
  assert.deepEqual(
    rest.map((account) => account.email),
    ['c@example.com'],
  );
});
