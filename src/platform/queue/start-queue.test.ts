import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listNotices } from '#platform/notices/index.ts';
import { eventually } from '#test/support/eventually.ts';
import { openQueueDesk, type QueueDesk } from '#test/support/queue-desk.ts';
import { listJobs } from './list-jobs.ts';
import { listRuns } from './list-runs.ts';
import { retryJob } from './retry-job.ts';
import { parseSchedule } from './schedule.ts';
import { startQueue, type Tasks } from './start-queue.ts';

const SOON_MS = 20_000;

async function startOn({ app }: QueueDesk, tasks: Tasks): Promise<AsyncDisposable> {
  const schedule = parseSchedule('17 3 * * * do-it');
  const queue = await startQueue(app, { url: app.url, tasks, schedule, worker: 'one' });
  return { [Symbol.asyncDispose]: () => queue.stop() };
}

const lastRun = async ({ app }: QueueDesk) =>
  (await listRuns(app.db, ['do-it'], new Date(app.clock.now())))[0];

const isQuiet = async ({ app }: QueueDesk) => (await listJobs(app.db)).length === 0;

test("a task runs under the application's role, which does not own the queue's tables", async () => {
  await using desk = await openQueueDesk();
  let ran = 0;
  await using _queue = await startOn(desk, { 'do-it': () => Promise.resolve(void (ran += 1)) });
  await desk.ask(`select graphile_worker.add_job('do-it')`);
  await eventually(async () => ran === 1 && (await isQuiet(desk)), SOON_MS);
  const known = 'select identifier from graphile_worker._private_known_crontabs';
  assert.deepEqual(await desk.ask(known), [{ identifier: 'do-it' }]);
});

test('a run is on record with its start, its end and what went wrong, and is tried again', async () => {
  await using desk = await openQueueDesk();
  let tried = 0;
  await using _queue = await startOn(desk, {
    'do-it': async () => {
      tried += 1;
      await Promise.resolve();
      if (tried === 1) throw new Error('postgres://shop:hunter2@db/shop is away');
    },
  });
  assert.equal((await lastRun(desk))?.startedAt, null);
  await desk.ask(`select graphile_worker.add_job('do-it', job_key := 'do-it')`);
  await eventually(async () => (await lastRun(desk))?.error != null, SOON_MS);
  const failed = await lastRun(desk);
  assert.match(failed?.error ?? '', /is away$/);
  assert.doesNotMatch(failed?.error ?? '', /hunter2/);
  assert.equal(failed?.failures, 1);
  await eventually(() => tried === 2, SOON_MS); // the queue waits 2.7 s before the second attempt
  await eventually(async () => (await lastRun(desk))?.finishedAt != null, SOON_MS);
  assert.equal((await lastRun(desk))?.error, null);
});

test('a job that used up its attempts is a dead letter, told once, and can be tried again by hand', async () => {
  await using desk = await openQueueDesk();
  const { app } = desk;
  let broken = true;
  await using _queue = await startOn(desk, {
    'do-it': () => (broken ? Promise.reject(new Error('it is broken')) : Promise.resolve()),
  });
  const add = `select id from graphile_worker.add_job('do-it', max_attempts := 1)`;
  const [job] = await desk.ask<{ id: string }>(add);
  const dead = async () => (await listJobs(app.db)).filter(({ state }) => state === 'dead');
  await eventually(async () => (await dead()).length === 1, SOON_MS);
  const [letter] = await dead();
  assert.equal(letter?.task, 'do-it');
  assert.match(letter?.error ?? '', /it is broken/);
  const [notice] = await listNotices(app.db);
  assert.equal(notice?.kind, 'job.failed');
  assert.match(notice?.text ?? '', /^The task do-it failed and is not tried again: it is broken$/);
  broken = false;
  await app.transact((tx) => retryJob(tx, BigInt(job?.id ?? 0)));
  await eventually(() => isQuiet(desk), SOON_MS);
  await eventually(async () => (await listNotices(app.db)).length === 0, SOON_MS);
  await assert.rejects(
    app.transact((tx) => retryJob(tx, BigInt(job?.id ?? 0))),
    { code: 'not_found' },
  );
});

test('what a later run has done is no dead letter any more', async () => {
  await using desk = await openQueueDesk();
  let broken = true;
  await using _queue = await startOn(desk, {
    'do-it': () => (broken ? Promise.reject(new Error('it is broken')) : Promise.resolve()),
  });
  const add = `select graphile_worker.add_job('do-it', max_attempts := 1)`;
  await desk.ask(add);
  await eventually(async () => (await listJobs(desk.app.db))[0]?.state === 'dead', SOON_MS);
  broken = false;
  await desk.ask(add);
  await eventually(() => isQuiet(desk), SOON_MS);
});
