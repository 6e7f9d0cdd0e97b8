import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { pino } from 'pino';
import { openLog } from '#platform/log.ts';
import { ask, makeDataFolder } from '#test/support/data-folder.ts';
import { eventually } from '#test/support/eventually.ts';
import { startPostgres } from './start-postgres.ts';

const WITHIN_MS = 20_000;
const logTo = (lines: string[]) =>
  pino(new Writable({ write: (text, _, done) => done(void lines.push(`${text}`)) }));
const answers = (url: string) =>
  ask(url, 'select 1').then(
    () => true,
    () => false,
  );

test('a killed server is restarted with every committed row, and says why in the log', async () => {
  await using folder = await makeDataFolder();
  const lines: string[] = [];
  await using postgres = await startPostgres({ dataDir: folder.path, log: logTo(lines) });
  let restarts = 0;
  postgres.onRestart(() => (restarts += 1));
  await ask(postgres.ownerUrl, 'create table kept as select generate_series(1, 1000) as n');

  const killed = (await folder.serverPid()) ?? 0;
  process.kill(killed, 'SIGKILL');
  await eventually(() => restarts === 1, WITHIN_MS);
  assert.notEqual(await folder.serverPid(), killed);
  assert.equal((await ask(postgres.appUrl, 'select 1')).length, 1);
  const [row] = await ask(postgres.ownerUrl, 'select count(*)::int as rows from kept');
  assert.equal(row?.['rows'], 1000);
  assert.match(lines.join(''), /Postgres went away.*Postgres is back/s);
  await postgres.stop();
});

test('each further loss within a minute waits longer', async () => {
  await using folder = await makeDataFolder();
  await using postgres = await startPostgres({ dataDir: folder.path, log: openLog('silent') });
  let restarts = 0;
  postgres.onRestart(() => (restarts += 1));
  const pausesMs = [0, 250, 500];
  for (const [index, pauseMs] of pausesMs.entries()) {
    process.kill((await folder.serverPid()) ?? 0, 'SIGKILL');
    const tookMs = await eventually(() => restarts === index + 1, WITHIN_MS);
    assert.ok(tookMs >= pauseMs, `restart ${index + 1} came after ${tookMs} ms`);
  }
  await postgres.stop();
});

test('a crashed backend heals inside the server, which stays', async () => {
  await using folder = await makeDataFolder();
  await using postgres = await startPostgres({ dataDir: folder.path, log: openLog('silent') });
  let restarts = 0;
  postgres.onRestart(() => (restarts += 1));
  const before = await folder.serverPid();
  const [backend] = await ask<{ pid: number }>(
    postgres.superUrl,
    `select pid from pg_stat_activity where application_name = $1`,
    [`notpanel ${process.pid}`],
  );
  process.kill(backend?.pid ?? 0, 'SIGKILL');
  await eventually(() => restarts === 1, WITHIN_MS);
  await eventually(() => answers(postgres.appUrl), WITHIN_MS);
  assert.equal(await folder.serverPid(), before);
  await postgres.stop();
});
