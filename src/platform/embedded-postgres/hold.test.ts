import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLog } from '#platform/log.ts';
import { ask, makeDataFolder } from '#test/support/data-folder.ts';
import { eventually } from '#test/support/eventually.ts';
import { resolveDataDir } from './resolve-data-dir.ts';
import { startPostgres, usePostgres } from './start-postgres.ts';

const log = openLog('silent');
const WITHIN_MS = 20_000;

const PANEL = `
  const { startPostgres } = await import(process.argv[1] + 'start-postgres.ts');
  const { openLog } = await import(process.argv[1] + '../log.ts');
  await startPostgres({ dataDir: process.argv[2], log: openLog('silent') });
  process.stdout.write('ready');
`;

/** Starts a panel in a process of its own and kills it when it is ready. */
async function startAndKill(dataDir: string): Promise<void> {
  const args = ['--input-type=module', '-e', PANEL, new URL('.', import.meta.url).href, dataDir];
  const panel = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(panel.stdout, 'data');
  panel.kill('SIGKILL');
  await once(panel, 'exit');
}

test('after the panel is killed the next start adopts its server', async () => {
  await using folder = await makeDataFolder();
  await startAndKill(folder.path);
  const orphan = await folder.serverPid();
  assert.notEqual(orphan, undefined);
  await using postgres = await startPostgres({ dataDir: folder.path, log });
  assert.equal(postgres.adopted, true);
  assert.equal(await folder.serverPid(), orphan);
  assert.equal((await ask(postgres.appUrl, 'select 1')).length, 1);
  await postgres.stop();
  assert.equal(await folder.serverPid(), undefined);
});

test('an adopted server is watched as well', async () => {
  await using folder = await makeDataFolder();
  await startAndKill(folder.path);
  await using postgres = await startPostgres({ dataDir: folder.path, log });
  let restarts = 0;
  postgres.onRestart(() => (restarts += 1));
  process.kill((await folder.serverPid()) ?? 0, 'SIGKILL');
  await eventually(() => restarts === 1, WITHIN_MS);
  assert.equal((await ask(postgres.appUrl, 'select 1')).length, 1);
  await postgres.stop();
});

test('a start that does not adopt stops the orphan first', async () => {
  await using folder = await makeDataFolder();
  await startAndKill(folder.path);
  const orphan = await folder.serverPid();
  await using postgres = await startPostgres({ dataDir: folder.path, log, adopt: false });
  assert.equal(postgres.adopted, false);
  assert.notEqual(await folder.serverPid(), orphan);
  await postgres.stop();
});

test('after both are killed the next start recovers by itself', async () => {
  await using folder = await makeDataFolder();
  await startAndKill(folder.path);
  process.kill((await folder.serverPid()) ?? 0, 'SIGKILL');
  await using postgres = await startPostgres({ dataDir: folder.path, log });
  assert.deepEqual([postgres.adopted, postgres.recovered], [false, true]);
  await postgres.stop();
});

test('a process number that now belongs to a stranger is not believed', async () => {
  await using folder = await makeDataFolder();
  await startAndKill(folder.path);
  process.kill((await folder.serverPid()) ?? 0, 'SIGKILL');
  const { user } = await resolveDataDir(folder.path);
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  const stranger = spawn('sleep', ['600'], { ...as, cwd: '/', stdio: 'ignore' });
  await once(stranger, 'spawn');
  try {
    const files = [
      join(folder.path, 'postgres', 'postmaster.pid'),
      join(folder.path, 'socket', '.s.PGSQL.5432.lock'),
    ];
    for (const file of files) {
      const [, ...rest] = (await readFile(file, 'utf8')).split('\n');
      await writeFile(file, [stranger.pid, ...rest].join('\n'));
    }
    assert.equal(await folder.serverPid(), undefined);
    await using postgres = await startPostgres({ dataDir: folder.path, log });
    assert.deepEqual([postgres.adopted, postgres.recovered], [false, true]);
    await postgres.stop();
    assert.equal(stranger.exitCode ?? stranger.signalCode, null);
  } finally {
    stranger.kill('SIGKILL');
  }
});

test('a panel that lost the server does not stop the one that a command brought back', async () => {
  await using folder = await makeDataFolder();
  await using panel = await startPostgres({ dataDir: folder.path, log });
  await using command = await usePostgres({ dataDir: folder.path, log });
  let restarts = 0;
  command.onRestart(() => (restarts += 1));
  process.kill((await folder.serverPid()) ?? 0, 'SIGKILL');
  await panel.stop();
  await eventually(() => restarts > 0, WITHIN_MS);
  assert.equal((await ask(command.appUrl, 'select 1')).length, 1);
});
