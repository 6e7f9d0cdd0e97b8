import type { App } from '../app.ts';
import { writing } from '../db/statement.ts';
import { clearNotices, tell } from '../notices/index.ts';
import { scrub } from '../scrub.ts';

export type Run = {
  task: string;
  /** Whose process runs it. */
  worker: string;
  /** The queue's job; null: somebody asked for it by hand. */
  jobId: bigint | null;
  /** Nobody tries again if it fails. */
  isLast: boolean;
};

const BEGIN = writing<{ id: bigint }>(
  'queue-begin-run',
  `insert into job_runs (task, worker, job_id, started_at) values ($1, $2, $3, $4) returning id`,
);

const END = writing(
  'queue-end-run',
  'update job_runs set finished_at = $2, error = $3 where id = $1',
);

// What a later run has done needs nobody any more, however often it was tried before.
const FORGET = writing(
  'queue-forget-dead',
  `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
   where t.id = j.task_id and t.identifier = $1 and j.attempts >= j.max_attempts
     and j.locked_at is null and ($2::bigint is null or j.id < $2)`,
);

const FAILED = 'job.failed';
const LONGEST_ERROR = 1_000;

/**
 * Runs a scheduled task and keeps when it started, ended and what went wrong. One that failed for
 * the last time is told to the operator until it has run well.
 */
export async function recordRun(app: App, run: Run, work: () => Promise<void>): Promise<void> {
  const now = () => new Date(app.clock.now());
  const [begun] = await app.transact((tx) =>
    tx.run(BEGIN, [run.task, run.worker, run.jobId, now()]),
  );
  try {
    await work();
  } catch (error) {
    const why = scrub((error as Error).message).slice(0, LONGEST_ERROR);
    await app.transact((tx) => tx.run(END, [begun?.id, now(), why]));
    if (run.isLast) {
      const text = `The task ${run.task} failed and is not tried again: ${why}`;
      await tell(app, [{ kind: FAILED, subject: run.task, severity: 'urgent', text }]);
    }
    throw error;
  }
  await app.transact(async (tx) => {
    await tx.run(END, [begun?.id, now(), null]);
    await tx.run(FORGET, [run.task, run.jobId]);
    await clearNotices(tx, FAILED, [run.task], { now: now(), by: `system:${run.worker}` });
  });
}
