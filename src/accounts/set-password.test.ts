import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestApp } from '#test/support/database.ts';
import { createAccount } from './create-account.ts';
import { hashPassword } from './hash-password.ts';
import { setPassword } from './set-password.ts';
import { verifyPassword } from './verify-password.ts';

const app = await openTestApp();
after(() => app[Symbol.asyncDispose]());

const stored = async (accountId: number) => {
  const row = await app.db
    .selectFrom('credentials')
    .innerJoin('users', 'users.id', 'credentials.user_id')
    .select('credentials.password')
    .where('users.account_id', '=', accountId)
    .executeTakeFirst();
  return row?.password ?? undefined;
};

test('a new password takes the place of the old one and ends the sessions', async () => {
  const { id } = await app.transact(async (tx) =>
    createAccount(tx, { email: 'a@example.com', password: await hashPassword('old password') }),
  );
  await app.transact(async (tx) => {
    const user = await tx.selectFrom('users').select('id').executeTakeFirstOrThrow();
    const expires_at = new Date(Date.now() + 60_000);
    await tx
      .insertInto('sessions')
      .values({ user_id: user.id, token: 'a'.repeat(64), expires_at })
      .execute();
    await setPassword(tx, id, await hashPassword('new password'));
  });
  assert.equal(await verifyPassword(await stored(id), 'new password'), true);
  assert.equal(await verifyPassword(await stored(id), 'old password'), false);
  assert.deepEqual(await app.db.selectFrom('sessions').select('id').execute(), []);
});

test('an account without a password gets its first one', async () => {
  const { id } = await app.transact((tx) => createAccount(tx, { email: 'b@example.com' }));
  await app.transact(async (tx) => setPassword(tx, id, await hashPassword('a password')));
  assert.equal(await verifyPassword(await stored(id), 'a password'), true);
});

test('nobody has no password', async () => {
  await assert.rejects(
    app.transact((tx) => setPassword(tx, 2_000_000, 'unused')),
    { code: 'not_found' },
  );
});
