import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { pino } from 'pino';
import { ask } from '#test/support/data-folder.ts';
import { eventually } from '#test/support/eventually.ts';
import { startPostgres } from './start-postgres.ts';

const WITHIN_MS = 20_000;

/** A disk of its own, so that it can be filled; undefined where nothing may be mounted. */
async function mountSmallDisk(): Promise<(AsyncDisposable & { path: string }) | undefined> {
  const path = await mkdtemp(join(tmpdir(), 'notpanel-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=755', 'tmpfs', path]);
  if (mounted.status === 0) {
    return {
      path,
      async [Symbol.asyncDispose]() {
        spawnSync('umount', [path]);
        await rm(path, { recursive: true });
      },
    };
  }
  await rm(path, { recursive: true });
  return undefined;
}

test('a full disk is waited out, and nothing acknowledged is lost', async (t) => {
  await using disk = await mountSmallDisk();
  if (!disk) return t.skip('no file system may be mounted here');
  const lines: string[] = [];
  const log = pino(new Writable({ write: (text, _, done) => done(void lines.push(`${text}`)) }));
  const dataDir = join(disk.path, 'data');
  await using postgres = await startPostgres({ dataDir, log });
  let restarts = 0;
  postgres.onRestart(() => (restarts += 1));
  await ask(postgres.ownerUrl, 'create table kept as select 1 as n');
  const filler = join(disk.path, 'filler');
  await writeFile(filler, Buffer.alloc(200_000_000)).catch(() => {});
  await ask(postgres.ownerUrl, 'insert into kept values (2)');
  // New segments of the log are what there is no room for.
  const writeLog = `select pg_switch_wal(), pg_logical_emit_message(true, 'a', 'b')`;
  const breaks = () =>
    ask(postgres.superUrl, writeLog).then(
      () => false,
      () => true,
    );
  await eventually(breaks, WITHIN_MS);
  await eventually(() => /No space left on device .* MB free/.test(lines.join('')), WITHIN_MS);
  await rm(filler);
  await eventually(() => restarts === 1, WITHIN_MS);
  assert.deepEqual(await ask(postgres.ownerUrl, 'select n from kept order by n'), [
    { n: 1 },
    { n: 2 },
  ]);
  return undefined;
});
