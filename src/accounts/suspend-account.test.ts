import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestApp } from '#test/support/database.ts';
import { createAccount } from './create-account.ts';
import { findAccount } from './find-account.ts';
import { restoreAccount } from './restore-account.ts';
import { suspendAccount } from './suspend-account.ts';

test('a suspension keeps its first moment and its last reason until the account is restored', async () => {
  await using app = await openTestApp();
  const { id } = await app.transact((tx) => createAccount(tx, { email: 'a@example.com' }));
  await app.transact((tx) => suspendAccount(tx, id, ' charge-back '));
  const first = (await findAccount(app.db, id))?.suspended;
  assert.equal(first?.reason, 'charge-back');
  await app.transact((tx) => suspendAccount(tx, id, 'fraud'));
  assert.deepEqual((await findAccount(app.db, id))?.suspended, { at: first?.at, reason: 'fraud' });
  await app.transact((tx) => restoreAccount(tx, id));
  await app.transact((tx) => restoreAccount(tx, id));
  assert.equal((await findAccount(app.db, id))?.suspended, null);
});

test('a suspension needs a reason and an account', async () => {
  await using app = await openTestApp();
  for (const reason of ['', '  ', 'x'.repeat(501)]) {
    await assert.rejects(
      app.transact((tx) => suspendAccount(tx, 1, reason)),
      {
        code: 'invalid_parameter',
        parameter: 'reason',
      },
    );
  }
  await assert.rejects(
    app.transact((tx) => suspendAccount(tx, 1, 'x')),
    { code: 'not_found' },
  );
  await assert.rejects(
    app.transact((tx) => restoreAccount(tx, 1)),
    { code: 'not_found' },
  );
});
