import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLog } from '#platform/log.ts';
import { ask, makeDataFolder } from '#test/support/data-folder.ts';
import { startTestPostgres } from '#test/support/postgres-server.ts';
import { startPostgres } from '../embedded-postgres/index.ts';
import { migrate } from './migrate.ts';
import { grantAppRole } from './roles.ts';
import { checkSettings } from './settings-check.ts';

test('our own Postgres has nothing to complain of', async () => {
  await using folder = await makeDataFolder();
  await using postgres = await startPostgres({ dataDir: folder.path, log: openLog('silent') });
  await migrate(postgres.ownerUrl);
  await grantAppRole(postgres.ownerUrl);
  assert.deepEqual(await checkSettings(postgres.appUrl), { errors: [], warnings: [] });

  const asOwner = await checkSettings(postgres.ownerUrl);
  assert.deepEqual(asOwner.errors, []);
  assert.match(asOwner.warnings.join(), /may change ledger rows/);
});

test('a server that loses acknowledged orders is refused, setting by setting', async () => {
  const settings = { fsync: 'off', full_page_writes: 'off' };
  const server = await startTestPostgres({ settings });
  try {
    const { errors, warnings } = await checkSettings(server.url);
    assert.deepEqual(errors, [
      'fsync is off, which loses acknowledged orders in a crash: set it to on',
      'full_page_writes is off, which loses acknowledged orders in a crash: set it to on',
    ]);
    assert.match(warnings.join(), /superuser/);

    await ask(server.url, `create database latin encoding 'LATIN1' template template0`);
    await ask(server.url, 'create role careless login');
    await ask(server.url, 'alter role careless set synchronous_commit = off');
    await ask(server.url, 'alter role careless set default_transaction_read_only = on');
    await ask(server.url, `alter role careless set default_transaction_isolation = serializable`);
    const url = new URL(server.url);
    url.pathname = '/latin';
    url.username = 'careless';
    const careless = await checkSettings(url.href);
    assert.match(careless.errors.join('\n'), /synchronous_commit is off.*set it to on/);
    assert.match(careless.errors.join('\n'), /encoding is LATIN1.*UTF8/);
    assert.match(careless.errors.join('\n'), /set default_transaction_read_only to off/);
    assert.match(careless.warnings.join('\n'), /serializable.*read committed/);
  } finally {
    await server.stop();
  }
});

test('a database that cannot be reached is named without its password', async () => {
  const url = 'postgres://someone:secret-word@127.0.0.1:1/shop';
  await assert.rejects(checkSettings(url), (error: Error & { code: string }) => {
    assert.equal(error.code, 'unavailable');
    assert.match(error.message, /127\.0\.0\.1:1/);
    assert.doesNotMatch(error.message, /secret-word/);
    return true;
  });
});
