import { Logger, parseCrontab, run, type TaskList } from 'graphile-worker';
import { openPool } from '../db/open-pool.ts';
import type { Log } from '../log.ts';
import { QUEUE_SCHEMA } from './migrate-queue.ts';

export type Tasks = Readonly<Record<string, () => Promise<void>>>;

export type QueueOptions = { url: string; tasks: Tasks; crontab: string; log: Log };

const CONNECTIONS = 3; // one listens, two work
const POLL_MS = 5_000; // jobs come by notification; the poll is for those of the future

/** Runs the scheduled tasks of this database, each once however many processes there are. */
export async function startQueue(options: QueueOptions): Promise<{ stop(): Promise<void> }> {
  const { url, tasks, crontab, log } = options;
  const taskList: TaskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, () => task()]),
  );
  // Its own pool lets go of its connections before they are closed, and of their errors with them.
  const connections = openPool(
    { connectionString: url, max: CONNECTIONS, application_name: 'notpanel queue' },
    log,
  );
  const runner = await run({
    pgPool: connections.pool,
    schema: QUEUE_SCHEMA,
    concurrency: 1,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    taskList,
    parsedCronItems: parseCrontab(crontab),
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
