import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestApp } from '#test/support/database.ts';
import { sweepRuns } from './sweep-runs.ts';

const NOW = new Date('2026-11-22T12:00Z');
const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

test('runs of the last month are kept, and workers of the last day', async () => {
  await using app = await openTestApp();
  await app.transact(async (tx) => {
    const runs = [29, 31].map((days) => ({
      task: `${days} days ago`,
      worker: 'one',
      started_at: ago(days),
    }));
    const workers = [0.9, 1.1].map((days) => ({
      name: `${days} days ago`,
      started_at: ago(days),
      seen_at: ago(days),
    }));
    await tx.insertInto('job_runs').values(runs).execute();
    await tx.insertInto('workers').values(workers).execute();
    await sweepRuns(tx, NOW);
  });
  const runs = await app.db.selectFrom('job_runs').select('task').execute();
  const workers = await app.db.selectFrom('workers').select('name').execute();
  assert.deepEqual(runs, [{ task: '29 days ago' }]);
  assert.deepEqual(workers, [{ name: '0.9 days ago' }]);
});
