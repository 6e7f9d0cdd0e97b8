import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccount, restoreAccount, setTier, suspendAccount } from '#accounts/index.ts';
import type { App } from '#platform/app.ts';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { createKey } from './create-key.ts';
import { findKey } from './find-key.ts';
import type { KeySettings } from './key.ts';
import { newKeyText } from './key-text.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey } from './rotate-key.ts';

const WITHIN_MS = 1_000; // reliability K3

async function issueKey(app: App, settings: KeySettings = {}) {
  return app.transact(async (tx) => {
    const email = `${newKeyText().slice(8, 20)}@example.com`;
    const { id: accountId } = await createAccount(tx, { email });
    return { accountId, ...(await createKey(tx, { accountId, ...settings })) };
  });
}

/** The same App with its reads counted, and so with a memory of its own. */
function counted(app: App) {
  const statements: string[] = [];
  const rows: App['db']['rows'] = (statement, values) => {
    statements.push(statement.name);
    return app.db.rows(statement, values);
  };
  return { statements, app: { ...app, db: { ...app.db, rows } } as App };
}

test('every kind of bad key takes one and the same path: one read, no answer, nothing kept', async () => {
  await using app = await openTestApp();
  await eventually(() => app.listener.connected, 5_000);
  const revoked = await issueKey(app);
  await app.transact((tx) => revokeKey(tx, revoked.id));
  const expired = await issueKey(app, { expiresAt: new Date(Date.now() - 1) });
  const good = await issueKey(app);
  const kinds = {
    missing: undefined,
    empty: '',
    malformed: 'not a key',
    huge: 'x'.repeat(200_000),
    foreign: '\u0000\ud800ключ',
    checksum: `${good.key.slice(0, -1)}${good.key.endsWith('A') ? 'B' : 'A'}`,
    unknown: newKeyText(),
    revoked: revoked.key,
    expired: expired.key,
  };
  const watched = counted(app);
  for (const [kind, text] of Object.entries(kinds)) {
    for (let time = 0; time < 2; time += 1) {
      watched.statements.length = 0;
      assert.equal(await findKey(watched.app, text), undefined, kind);
      assert.deepEqual(watched.statements, ['key_holders'], kind);
    }
  }
  watched.statements.length = 0;
  assert.ok(await findKey(watched.app, good.key));
  assert.ok(await findKey(watched.app, good.key));
  assert.deepEqual(watched.statements, ['key_holders'], 'a good key is read once');
});

test('a thousand simultaneous misses are a handful of reads', async () => {
  await using app = await openTestApp();
  const good = await issueKey(app);
  const watched = counted(app);
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, n) => findKey(watched.app, n % 2 ? good.key : newKeyText())),
  );
  for (const [n, answer] of answers.entries()) {
    assert.equal(answer?.keyId, n % 2 ? good.id : undefined);
  }
  assert.ok(watched.statements.length <= 8, `${watched.statements.length} reads`);
});

test('revoke, rotate, suspend, restore and a new tier are known to both processes in a second', async () => {
  await using app = await openTestApp();
  await using second = openSecondApp(app);
  const apps: App[] = [app, second];
  await eventually(() => apps.every((one) => one.listener.connected), 5_000);
  const known = async (
    key: string,
    isSo: (holder: Awaited<ReturnType<typeof findKey>>) => boolean,
  ) => {
    for (const one of apps) await eventually(async () => isSo(await findKey(one, key)), WITHIN_MS);
  };

  const { id, key, accountId } = await issueKey(app);
  await known(key, (holder) => holder?.suspended === false);
  await app.transact((tx) => suspendAccount(tx, accountId, 'test'));
  await known(key, (holder) => holder?.suspended === true);
  await second.transact((tx) => restoreAccount(tx, accountId));
  await known(key, (holder) => holder?.suspended === false);
  await app.transact((tx) => setTier(tx, accountId, 'Agency'));
  await known(key, (holder) => holder?.tier.name === 'Agency');
  const next = await second.transact((tx) => rotateKey(tx, id, 0));
  await known(key, (holder) => holder === undefined);
  await known(next.key, (holder) => holder?.keyId === next.id);
  await app.transact((tx) => revokeKey(tx, next.id));
  await known(next.key, (holder) => holder === undefined);
});

test('while notifications may be getting lost, a key is believed for a second and no longer', async () => {
  let now = Date.now();
  await using app = await openTestApp();
  const { id, key } = await issueKey(app);
  const deaf: App = {
    ...app,
    clock: { now: () => now },
    listener: { on() {}, connected: false, end: async () => {} },
  };
  const watched = counted(deaf);
  assert.ok(await findKey(watched.app, key));
  await app.transact((tx) => revokeKey(tx, id));
  now += 999;
  assert.ok(await findKey(watched.app, key), 'within the second it is the memory that answers');
  assert.equal(watched.statements.length, 1);
  now += 1;
  assert.equal(await findKey(watched.app, key), undefined);
  assert.equal(watched.statements.length, 2);
});

test('a clock that was moved back is no reason to believe a key for longer', async () => {
  let now = Date.now();
  await using app = await openTestApp();
  const { id, key } = await issueKey(app);
  const deaf: App = {
    ...app,
    clock: { now: () => now },
    listener: { on() {}, connected: false, end: async () => {} },
  };
  assert.ok(await findKey(deaf, key));
  await app.transact((tx) => revokeKey(tx, id));
  now -= 3_600_000;
  assert.equal(await findKey(deaf, key), undefined);
});

test('a change that is heard of while a key is being read leaves nothing stale behind', async () => {
  await using app = await openTestApp();
  await eventually(() => app.listener.connected, 5_000);
  const { id, key } = await issueKey(app);
  const heard: ((payload: string | null) => void)[] = [];
  let reads = 0;
  const rows: App['db']['rows'] = async (statement, values) => {
    const found = await app.db.rows(statement, values);
    reads += 1;
    if (reads > 1) return found;
    // The old state has been read; now the key is revoked, and heard of, before it is handed on.
    await app.transact((tx) => revokeKey(tx, id));
    for (const tell of heard) tell(String(id));
    return found;
  };
  const racing = {
    ...app,
    db: { ...app.db, rows },
    listener: { connected: true, on: (_: string, tell: (typeof heard)[0]) => heard.push(tell) },
  } as unknown as App;
  assert.ok(await findKey(racing, key), 'the call in flight finishes');
  assert.equal(await findKey(racing, key), undefined);
  assert.equal(reads, 2);
});

test('a key ends at its expiry although it is in memory', async () => {
  const expiresAt = new Date(Date.now() + 60_000);
  let now = Date.now();
  await using app = await openTestApp({ clock: { now: () => now } });
  await eventually(() => app.listener.connected, 5_000);
  const { key } = await issueKey(app, { expiresAt });
  assert.ok(await findKey(app, key));
  now = expiresAt.getTime() - 1;
  assert.ok(await findKey(app, key));
  now = expiresAt.getTime();
  assert.equal(await findKey(app, key), undefined);
});
