import { Logger, run, type TaskList } from 'graphile-worker';
import type { App } from '../app.ts';
import { openPool } from '../db/open-pool.ts';
import type { Log } from '../log.ts';
import { QUEUE_SCHEMA } from './migrate-queue.ts';
import { recordRun } from './record-run.ts';
import { scheduleTasks } from './schedule-tasks.ts';
import type { Schedule } from './schedule.ts';

export type Tasks = Readonly<Record<string, () => Promise<void>>>;

export type QueueOptions = {
  url: string;
  tasks: Tasks;
  schedule: Schedule;
  /** Signs the runs of this process. */
  worker: string;
};

const AT_ONCE = 2; // a long task holds up none of the short ones
const CONNECTIONS = AT_ONCE + 1; // one listens
const POLL_MS = 5_000; // jobs come by notification; the poll is for those of the future

/** Runs the scheduled tasks of this database, each once however many processes there are. */
export async function startQueue(
  app: App,
  options: QueueOptions,
): Promise<{ stop(): Promise<void> }> {
  const { url, tasks, schedule, worker } = options;
  const { log } = app;
  const taskList: TaskList = Object.fromEntries(
    Object.entries(tasks).map(([task, work]) => [
      task,
      (_payload, { job }) => {
        const isLast = job.attempts >= job.max_attempts;
        return recordRun(app, { task, worker, jobId: BigInt(job.id), isLast }, work);
      },
    ]),
  );
  const known = schedule.tasks.map(({ task }) => task);
  await app.transact((tx) => scheduleTasks(tx, known, new Date(app.clock.now())));
  // Its own pool lets go of its connections before they are closed, and of their errors with them.
  const connections = openPool(
    { connectionString: url, max: CONNECTIONS, application_name: 'notpanel queue' },
    log,
  );
  const runner = await run({
    pgPool: connections.pool,
    schema: QUEUE_SCHEMA,
    concurrency: AT_ONCE,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    taskList,
    parsedCronItems: schedule.items,
    logger: loggerOn(log),
  });
  const stopped = runner.promise.catch((error: Error) =>
    log.error({ err: error.message }, 'the queue ended'),
  );
  return {
    async stop() {
      await runner.stop().catch(() => {});
      await stopped;
      await connections.end();
    },
  };
}

function loggerOn(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error({ queue: message }, 'a task failed');
    else if (level === 'warning') log.warn({ queue: message }, 'the queue warns');
    else log.debug({ queue: message }, 'queue');
  });
}
