import { reading } from '../db/statement.ts';
import type { Db } from '../db/types.ts';

/** `dead`: it used up its attempts, and nobody tries it again before `retryJob`. */
export type JobState = 'waiting' | 'running' | 'dead';

export type Job = {
  id: bigint;
  task: string;
  state: JobState;
  attempts: number;
  mostAttempts: number;
  dueAt: Date;
  error: string | null;
};

type Row = {
  id: bigint;
  task: string;
  state: JobState;
  attempts: number;
  max_attempts: number;
  run_at: Date;
  last_error: string | null;
};

const LIST = reading<Row>(
  'queue-list-jobs',
  `select id, task_identifier as task, attempts, max_attempts, run_at, last_error,
     case when locked_at is not null then 'running'
          when attempts >= max_attempts then 'dead' else 'waiting' end as state
   from graphile_worker.jobs
   order by attempts >= max_attempts and locked_at is null desc, run_at, id limit $1`,
);

const MOST = 200;

/** What is in the queue: dead letters first, then what is due next. */
export async function listJobs(db: Db): Promise<Job[]> {
  const rows = await db.rows(LIST, [MOST]);
  return rows.map(({ max_attempts, run_at, last_error, ...row }) => ({
    ...row,
    mostAttempts: max_attempts,
    dueAt: run_at,
    error: last_error,
  }));
}
