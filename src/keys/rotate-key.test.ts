import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccount } from '#accounts/index.ts';
import { parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { createKey } from './create-key.ts';
import { findKey } from './find-key.ts';
import { listKeys } from './list-keys.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey } from './rotate-key.ts';

const DAY_MS = 86_400_000;

async function openAccount(app: App): Promise<number> {
  return (await app.transact((tx) => createAccount(tx, { email: 'a@example.com' }))).id;
}

test('a rotation without overlap ends the old key and carries its settings', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const expiresAt = new Date(Date.now() + 30 * DAY_MS);
  const old = await app.transact((tx) =>
    createKey(tx, {
      accountId,
      name: 'Bot',
      dialect: 'classic',
      requestsPerMinute: 7,
      scopes: ['read'],
      allowedIps: ['10.0.0.0/8'],
      dailySpendCap: parseMoney('5'),
      expiresAt,
      repeatWindowS: 3,
    }),
  );
  const fresh = await app.transact((tx) => rotateKey(tx, old.id, 0));
  const [after, before] = await listKeys(app.db, accountId);
  assert.ok(after && before);
  assert.equal(before.rotatedTo, fresh.id);
  assert.ok(before.revokedAt);
  assert.deepEqual(
    { ...after, id: 0, hint: '', rotatedTo: null, revokedAt: null, createdAt: null },
    { ...before, id: 0, hint: '', rotatedTo: null, revokedAt: null, createdAt: null },
  );
  assert.equal(after.hint, fresh.key.slice(0, 12));
  assert.equal(await findKey(app, old.key), undefined);
  assert.equal((await findKey(app, fresh.key))?.keyId, fresh.id);
});

test('with an overlap both keys work until it is over', async () => {
  let now = Date.now();
  await using app = await openTestApp({ clock: { now: () => now } });
  const accountId = await openAccount(app);
  const old = await app.transact((tx) => createKey(tx, { accountId }));
  const fresh = await app.transact((tx) => rotateKey(tx, old.id, 7 * DAY_MS));
  assert.ok(await findKey(app, old.key));
  now += 7 * DAY_MS - 60_000;
  assert.ok(await findKey(app, old.key), 'a minute before the end');
  now += 120_000;
  assert.equal(await findKey(app, old.key), undefined, 'a minute after, though it was in memory');
  assert.ok(await findKey(app, fresh.key));
});

test('a key and all that replaced it count their spending by the first', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const first = await app.transact((tx) => createKey(tx, { accountId }));
  const second = await app.transact((tx) => rotateKey(tx, first.id, DAY_MS));
  const third = await app.transact((tx) => rotateKey(tx, second.id, DAY_MS));
  const other = await app.transact((tx) => createKey(tx, { accountId }));
  for (const { key } of [first, second, third]) {
    assert.equal((await findKey(app, key))?.spendKeyId, first.id);
  }
  assert.equal((await findKey(app, other.key))?.spendKeyId, other.id);
});

test('an overlap never lets a key outlive its own expiry', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const expiresAt = new Date(Date.now() + 60_000);
  const old = await app.transact((tx) => createKey(tx, { accountId, expiresAt }));
  await app.transact((tx) => rotateKey(tx, old.id, DAY_MS));
  for (const key of await listKeys(app.db, accountId)) assert.deepEqual(key.expiresAt, expiresAt);
});

test('a key that ended or was replaced is not rotated, nor by an overlap above seven days', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const one = await app.transact((tx) => createKey(tx, { accountId }));
  for (const overlap of [-1, 7 * DAY_MS + 1, Number.NaN]) {
    await assert.rejects(
      app.transact((tx) => rotateKey(tx, one.id, overlap)),
      { code: 'invalid_parameter', parameter: 'overlap' },
    );
  }
  const results = await Promise.allSettled(
    Array.from({ length: 5 }, () => app.transact((tx) => rotateKey(tx, one.id, DAY_MS))),
  );
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
  const two = await app.transact((tx) => createKey(tx, { accountId }));
  await app.transact((tx) => revokeKey(tx, two.id));
  await assert.rejects(
    app.transact((tx) => rotateKey(tx, two.id, 0)),
    { code: 'conflict' },
  );
  await assert.rejects(
    app.transact((tx) => rotateKey(tx, 999, 0)),
    { code: 'not_found' },
  );
});

test('with ten active keys one can be replaced at once, but not with an overlap', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  let last = 0;
  for (let n = 0; n < 10; n += 1) {
    last = (await app.transact((tx) => createKey(tx, { accountId }))).id;
  }
  await assert.rejects(
    app.transact((tx) => rotateKey(tx, last, 1)),
    { code: 'conflict' },
  );
  await app.transact((tx) => rotateKey(tx, last, 0));
});
