import assert from 'node:assert/strict';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLog } from '#platform/log.ts';
import { ask, makeDataFolder } from '#test/support/data-folder.ts';
import { startPostgres, usePostgres } from './start-postgres.ts';

const log = openLog('silent');
const unixOnly = { skip: process.platform === 'win32' };

const modeOf = async (path: string) => (await lstat(path)).mode & 0o777;

test('the first start makes a durable cluster that only its roles can reach', async () => {
  await using folder = await makeDataFolder();
  await using postgres = await startPostgres({ dataDir: folder.path, log });
  assert.deepEqual(
    { adopted: postgres.adopted, recovered: postgres.recovered, first: postgres.first },
    { adopted: false, recovered: false, first: true },
  );
  const settings = await ask<{ name: string; setting: string }>(
    postgres.appUrl,
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes',
       'synchronous_commit', 'data_checksums', 'server_encoding', 'wal_level', 'jit')`,
  );
  assert.deepEqual(Object.fromEntries(settings.map((row) => [row.name, row.setting])), {
    data_checksums: 'on',
    fsync: 'on',
    full_page_writes: 'on',
    jit: 'off',
    server_encoding: 'UTF8',
    synchronous_commit: 'on',
    wal_level: 'replica',
  });
  const wrong = new URL(postgres.appUrl);
  wrong.password = 'wrong';
  await assert.rejects(ask(wrong.href, 'select 1'), { code: '28P01' });
  await postgres.stop();
  assert.equal(await folder.serverPid(), undefined);
});

test('files and socket are closed to other users, and no port is open', unixOnly, async () => {
  await using folder = await makeDataFolder();
  await using postgres = await startPostgres({ dataDir: folder.path, log });
  assert.equal(await modeOf(join(folder.path, 'postgres.json')), 0o600);
  assert.equal(await modeOf(join(folder.path, 'postgres.log')), 0o600);
  assert.equal(await modeOf(join(folder.path, 'postgres')), 0o700);
  assert.equal(await modeOf(join(folder.path, 'socket')), 0o700);
  const [row] = await ask(postgres.superUrl, 'show listen_addresses');
  assert.equal(row?.['listen_addresses'], '');
  await postgres.stop();
});

test('a clean stop and start keeps data and passwords and needs no recovery', async () => {
  await using folder = await makeDataFolder();
  await using before = await startPostgres({ dataDir: folder.path, log });
  await ask(before.ownerUrl, 'create table kept as select 42 as answer');
  await before.stop();
  await using after = await startPostgres({ dataDir: folder.path, log });
  assert.deepEqual(
    { adopted: after.adopted, recovered: after.recovered, first: after.first },
    { adopted: false, recovered: false, first: false },
  );
  assert.equal(after.appUrl, before.appUrl);
  assert.deepEqual(await ask(after.ownerUrl, 'select * from kept'), [{ answer: 42 }]);
  await after.stop();
});

test('a second panel is refused, a command works beside the first and leaves it running', async () => {
  await using folder = await makeDataFolder();
  await using panel = await startPostgres({ dataDir: folder.path, log });
  await assert.rejects(startPostgres({ dataDir: folder.path, log }), {
    code: 'conflict',
    message: new RegExp(`a panel runs on .* already \\(process ${process.pid}\\)`),
  });
  await using command = await usePostgres({ dataDir: folder.path, log });
  assert.equal(command.adopted, true);
  await command.stop();
  assert.equal((await ask(panel.appUrl, 'select 1')).length, 1);
  await panel.stop();
  assert.equal(await folder.serverPid(), undefined);
});

test('commands that begin at the same time share one server, the last one stops it', async () => {
  await using folder = await makeDataFolder();
  const commands = await Promise.all(
    [1, 2, 3].map(() => usePostgres({ dataDir: folder.path, log })),
  );
  assert.equal(commands.filter((one) => one.first).length, 1);
  const [last, ...others] = commands;
  for (const other of others) await other.stop();
  assert.equal((await ask(last?.appUrl ?? '', 'select 1')).length, 1);
  await last?.stop();
  assert.equal(await folder.serverPid(), undefined);
  assert.deepEqual(
    (await readdir(folder.path)).filter((name) => !name.startsWith('binaries-')).sort(),
    ['postgres', 'postgres.conf', 'postgres.json', 'postgres.log', 'socket'],
  );
});

test('a panel that stops leaves the server to a command that still works', async () => {
  await using folder = await makeDataFolder();
  await using panel = await startPostgres({ dataDir: folder.path, log });
  await using command = await usePostgres({ dataDir: folder.path, log });
  await panel.stop();
  assert.equal((await ask(command.appUrl, 'select 1')).length, 1);
  await command.stop();
  assert.equal(await folder.serverPid(), undefined);
});

test('where the path is too long for a socket, it lies in a private folder', unixOnly, async () => {
  await using folder = await makeDataFolder('d'.repeat(120));
  await using postgres = await startPostgres({ dataDir: folder.path, log });
  const host = new URL(postgres.appUrl).searchParams.get('host') ?? '';
  assert.match(host, /^\/tmp\/notpanel-[0-9a-f]{16}$/);
  assert.equal(await modeOf(host), 0o700);
  await using command = await usePostgres({ dataDir: folder.path, log });
  assert.equal(command.appUrl, postgres.appUrl);
  await command.stop();
  await postgres.stop();
});

test('a start that is given up leaves nothing running', async () => {
  await using folder = await makeDataFolder();
  await (await startPostgres({ dataDir: folder.path, log })).stop();
  const abort = new AbortController();
  const starting = startPostgres({ dataDir: folder.path, log, signal: abort.signal });
  abort.abort();
  await assert.rejects(starting, { name: 'AbortError' });
  while ((await folder.serverPid()) !== undefined);
});
