import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLog } from '#platform/log.ts';
import { makeDataFolder } from '#test/support/data-folder.ts';
import { startPostgres } from './start-postgres.ts';

test('stop ends in time while the server is frozen or dead', async () => {
  const stops = (['SIGSTOP', 'SIGKILL'] as const).map(async (signal) => {
    await using folder = await makeDataFolder();
    await using postgres = await startPostgres({ dataDir: folder.path, log: openLog('silent') });
    process.kill((await folder.serverPid()) ?? 0, signal);
    const started = performance.now();
    await postgres.stop();
    assert.ok(performance.now() - started < 14_000);
    assert.equal(await folder.serverPid(), undefined);
  });
  await Promise.all(stops);
});
