import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listNotices } from '#platform/notices/index.ts';
import { openSecondApp } from '#test/support/database.ts';
import { openQueueDesk, type QueueDesk } from '#test/support/queue-desk.ts';
import type { LastRun } from './list-runs.ts';
import { recordRun } from './record-run.ts';
import { scheduleTasks } from './schedule-tasks.ts';
import { parseSchedule } from './schedule.ts';
import { missedTasks, watchSchedule } from './watch-schedule.ts';
import { leaveWorkers, listWorkers, seeWorker } from './workers.ts';

const SCHEDULE = parseSchedule('17 3 * * * nightly\n*/5 * * * * often');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const at = (text: string) => new Date(`2026-${text}Z`);

const runOf = (task: string, knownSince: string, startedAt?: string): LastRun => ({
  task,
  knownSince: at(knownSince),
  startedAt: startedAt === undefined ? null : at(startedAt),
  finishedAt: null,
  error: null,
  failures: 0,
});

describe('a task is missed', () => {
  const missed = (run: LastRun, now: string) =>
    missedTasks(SCHEDULE, [run], at(now)).map(({ subject }) => subject);

  test('five minutes after it was due and did not start, not before', () => {
    const run = runOf('nightly', '11-01T00:00', '11-21T03:17:01');
    assert.deepEqual(missed(run, '11-22T03:21:59'), []);
    assert.deepEqual(missed(run, '11-22T03:22:00'), ['nightly']);
    assert.deepEqual(missed(run, '11-22T18:00:00'), ['nightly']);
  });

  test('never when it started as it should, also by a clock that is seconds behind', () => {
    for (const start of ['11-22T03:17:00', '11-22T03:16:57', '11-22T08:00:00']) {
      assert.deepEqual(missed(runOf('nightly', '11-01T00:00', start), '11-22T18:00'), [], start);
    }
  });

  test('when it never ran, but only if it was known before it was due', () => {
    assert.deepEqual(missed(runOf('nightly', '11-22T03:18'), '11-22T18:00'), []);
    assert.deepEqual(missed(runOf('nightly', '11-22T03:16'), '11-22T18:00'), ['nightly']);
    assert.deepEqual(
      missed({ ...runOf('nightly', '11-01T00:00'), knownSince: null }, '11-22T18:00'),
      [],
    );
  });

  test('by its own interval: ten minutes are long for one that runs every five', () => {
    const run = runOf('often', '11-01T00:00', '11-22T11:50:00');
    assert.deepEqual(missed(run, '11-22T11:59:00'), []);
    assert.deepEqual(missed(run, '11-22T12:00:00'), ['often']);
  });
});

const kinds = async ({ app }: QueueDesk) =>
  (await listNotices(app.db)).map(({ kind, subject }) => `${kind} ${subject}`).toSorted();

const look = ({ app }: QueueDesk, isFresh = false) =>
  watchSchedule(app, SCHEDULE, { by: 'system:test', isFresh });

const see = ({ app }: QueueDesk, name: string) =>
  app.transact((tx) => seeWorker(tx, name, new Date(app.clock.now())));

const run = (desk: QueueDesk, task: string, work = () => Promise.resolve()) =>
  recordRun(desk.app, { task, worker: 'one', jobId: null, isLast: false }, work);

describe('a watch', () => {
  test('raises an alarm for a task that did not run, once however many look, and clears it when it does', async () => {
    await using desk = await openQueueDesk();
    const { app, clock } = desk;
    await using second = openSecondApp(app);
    await app.transact((tx) => scheduleTasks(tx, ['nightly', 'often'], new Date(clock.now())));
    await see(desk, 'one');
    await look(desk);
    assert.deepEqual(await kinds(desk), []);
    clock.move(DAY_MS + 6 * MINUTE_MS);
    await see(desk, 'one');
    for (const each of [desk, { ...desk, app: second }, desk]) await look(each);
    assert.deepEqual(await kinds(desk), ['job.missed nightly', 'job.missed often']);
    const [notice] = await listNotices(app.db);
    assert.equal(notice?.times, 1);
    assert.equal(notice?.severity, 'urgent');
    assert.match(
      notice?.text ?? '',
      /did not run when it was due, at .* UTC\. It has never run\.$/,
    );
    await run(desk, 'nightly');
    await look(desk);
    assert.deepEqual(await kinds(desk), ['job.missed often']);
    await run(desk, 'often');
    await look(desk);
    assert.deepEqual(await kinds(desk), []);
  });

  test('notices within a minute that no worker is there, unless it has only begun to look', async () => {
    await using desk = await openQueueDesk();
    await look(desk, true);
    assert.deepEqual(await kinds(desk), []);
    await see(desk, 'one');
    await look(desk);
    assert.deepEqual(await kinds(desk), []);
    desk.clock.move(MINUTE_MS + 1);
    await look(desk);
    assert.deepEqual(await kinds(desk), ['worker.missing workers']);
    await see(desk, 'two');
    await look(desk, true);
    assert.deepEqual(await kinds(desk), []);
    await desk.app.transact((tx) => leaveWorkers(tx, 'two'));
    await look(desk);
    assert.deepEqual(await kinds(desk), ['worker.missing workers']);
  });

  test('closes what a worker that is gone was running, and gives the queue its job back', async () => {
    await using desk = await openQueueDesk();
    const { app, clock } = desk;
    await see(desk, 'one');
    const [job] = await desk.ask<{ id: string }>(`select id from graphile_worker.add_job('often')`);
    await desk.ask(
      `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'w', attempts = 1`,
    );
    const jobId = BigInt(job?.id ?? 0);
    const begin = (worker: string, of: bigint | null) =>
      app.transact((tx) =>
        tx
          .insertInto('job_runs')
          .values({ task: 'often', worker, job_id: of, started_at: new Date(clock.now()) })
          .execute(),
      );
    await begin('one', jobId);
    await begin('by hand', null);
    const open = () => desk.ask('select worker from job_runs where finished_at is null');
    const locked = () => desk.ask('select 1 from graphile_worker.jobs where locked_by is not null');
    clock.move(MINUTE_MS / 2);
    await look(desk);
    assert.equal((await open()).length, 2);
    clock.move(MINUTE_MS);
    await see(desk, 'two');
    await look(desk);
    assert.deepEqual(await open(), [{ worker: 'by hand' }]);
    assert.deepEqual(await locked(), []);
    const workers = await listWorkers(app.db, new Date(clock.now()));
    assert.deepEqual(
      workers.map(({ name }) => name),
      ['two'],
    );
  });
});
