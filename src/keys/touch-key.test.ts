import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccount } from '#accounts/index.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { createKey } from './create-key.ts';
import { listKeys } from './list-keys.ts';
import { touchKey } from './touch-key.ts';

async function issueKey(app: App) {
  return app.transact(async (tx) => {
    const { id: accountId } = await createAccount(tx, { email: 'a@example.com' });
    return { accountId, ...(await createKey(tx, { accountId })) };
  });
}

/** An App whose draining, which writes at once what has gathered, is in the test's hand. */
function drainable(app: App) {
  const drain = new AbortController();
  let writes = 0;
  const transact: App['transact'] = (work) => {
    writes += 1;
    return app.transact(work);
  };
  return { app: { ...app, transact, draining: drain.signal }, drain, writes: () => writes };
}

test('the last use of a key is written by itself, with the address', async () => {
  await using app = await openTestApp();
  const { accountId, id } = await issueKey(app);
  const before = Date.now();
  touchKey(app, id, '203.0.113.9');
  await eventually(async () => (await listKeys(app.db, accountId))[0]?.lastUsed != null, 3_000);
  const lastUsed = (await listKeys(app.db, accountId))[0]?.lastUsed;
  assert.equal(lastUsed?.ip, '203.0.113.9');
  assert.ok((lastUsed?.at.getTime() ?? 0) >= before);
});

test('a key is written at most once a minute, and the drain writes what waits', async () => {
  let now = Date.now();
  await using base = await openTestApp();
  const { accountId, id } = await issueKey(base);
  const used = async () => (await listKeys(base.db, accountId))[0]?.lastUsed;
  const first = drainable({ ...base, clock: { now: () => now } });
  for (let call = 0; call < 100; call += 1) touchKey(first.app, id, 'fe80::1%eth0');
  first.drain.abort();
  await eventually(async () => (await used())?.ip === 'fe80::1', 3_000);
  assert.equal(first.writes(), 1);

  // Another process that did not see the first use asks the database, which keeps to the minute.
  const start = now;
  now += 30_000;
  const second = drainable({ ...base, clock: { now: () => now } });
  touchKey(second.app, id, '203.0.113.1');
  second.drain.abort();
  now += 31_000;
  const third = drainable({ ...base, clock: { now: () => now } });
  touchKey(third.app, id, '203.0.113.2');
  third.drain.abort();
  await eventually(async () => (await used())?.ip === '203.0.113.2', 3_000);
  assert.equal((await used())?.at.getTime(), start + 61_000);
});

test('what cannot be written fails nobody, and the next use tries again', async () => {
  await using base = await openTestApp();
  const { accountId, id } = await issueKey(base);
  const { app, drain } = drainable(base);
  let failures = 0;
  const transact: App['transact'] = (work) => {
    if (failures > 0) return app.transact(work);
    failures += 1;
    return Promise.reject(new Error('the database is away'));
  };
  const flaky: App = { ...app, transact };
  touchKey(flaky, id, '203.0.113.1');
  drain.abort();
  await eventually(() => failures === 1, 1_000);
  touchKey(flaky, id, 'not an address');
  drain.signal.dispatchEvent(new Event('abort'));
  await eventually(async () => (await listKeys(base.db, accountId))[0]?.lastUsed != null, 3_000);
  assert.equal((await listKeys(base.db, accountId))[0]?.lastUsed?.ip, null);
});
