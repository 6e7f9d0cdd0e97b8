import { reading } from '../db/statement.ts';
import type { Db } from '../db/types.ts';

export type LastRun = {
  task: string;
  /** When it was first scheduled; null: a worker has yet to do that. */
  knownSince: Date | null;
  startedAt: Date | null;
  /** Null while it runs. */
  finishedAt: Date | null;
  error: string | null;
  /** Of the last 24 hours. */
  failures: number;
};

type Row = {
  task: string;
  known_since: Date | null;
  started_at: Date | null;
  finished_at: Date | null;
  error: string | null;
  failures: bigint;
};

const LAST = reading<Row>(
  'queue-last-runs',
  `select t.task, s.known_since, r.started_at, r.finished_at, r.error,
     (select count(*) from job_runs f
      where f.task = t.task and f.started_at > $2 and f.error is not null) as failures
   from unnest($1::text[]) with ordinality as t (task, place)
   left join scheduled_tasks s on s.task = t.task
   left join lateral (
     select started_at, finished_at, error from job_runs
     where task = t.task order by started_at desc, id desc limit 1
   ) r on true
   order by t.place`,
);

const DAY_MS = 86_400_000;

/** The last run of each task, in their order. */
export async function listRuns(db: Db, tasks: readonly string[], now: Date): Promise<LastRun[]> {
  const rows = await db.rows(LAST, [tasks, new Date(now.getTime() - DAY_MS)]);
  return rows.map((row) => ({
    task: row.task,
    knownSince: row.known_since,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error,
    failures: Number(row.failures),
  }));
}
