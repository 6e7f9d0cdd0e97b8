import type { App } from '../app.ts';
import { reading, writing } from '../db/statement.ts';
import type { Db, Tx } from '../db/types.ts';

export type SeenWorker = { name: string; startedAt: Date; seenAt: Date };

/** A worker that was not seen for so long is gone: it says every five seconds that it is there. */
export const GONE_AFTER_MS = 60_000;

const SEEN = writing(
  'queue-worker-seen',
  `insert into workers (name, started_at, seen_at) values ($1, $2, $2)
   on conflict (name) do update set seen_at = excluded.seen_at`,
);

const ALIVE = reading<{ name: string; started_at: Date; seen_at: Date }>(
  'queue-workers-alive',
  'select name, started_at, seen_at from workers where seen_at > $1 order by started_at, name',
);

const CLOSE = writing<{ job_id: bigint | null }>(
  'queue-close-lost-runs',
  `update job_runs r set finished_at = $1, error = 'its worker ended'
   where finished_at is null and started_at < $2
     and not exists (select from workers w where w.name = r.worker and w.seen_at > $2)
     and (job_id is not null or started_at < $3)
   returning job_id`,
);

const UNLOCK = writing(
  'queue-unlock-jobs',
  `select graphile_worker.force_unlock_workers(array(
     select locked_by from graphile_worker.jobs where id = any ($1::bigint[]) and locked_by is not null))`,
);

const BY_HAND_MS = 86_400_000; // whoever runs a task by hand is no worker that could be seen

/** This worker is there. */
export async function seeWorker(tx: Tx, name: string, now: Date): Promise<void> {
  await tx.run(SEEN, [name, now]);
}

/** This worker ends as it should. */
export async function leaveWorkers(tx: Tx, name: string): Promise<void> {
  await tx.deleteFrom('workers').where('name', '=', name).execute();
}

/** Who works now, the oldest first. */
export async function listWorkers(db: Db, now: Date): Promise<SeenWorker[]> {
  const rows = await db.rows(ALIVE, [new Date(now.getTime() - GONE_AFTER_MS)]);
  return rows.map(({ name, started_at, seen_at }) => ({
    name,
    startedAt: started_at,
    seenAt: seen_at,
  }));
}

/**
 * Closes the runs of workers that are gone, and gives the queue its jobs back: by itself it would
 * take them for running for four hours. Answers how many there were.
 */
export async function closeLostRuns(app: App): Promise<number> {
  const now = app.clock.now();
  const [gone, byHand] = [new Date(now - GONE_AFTER_MS), new Date(now - BY_HAND_MS)];
  return app.transact(async (tx) => {
    const closed = await tx.run(CLOSE, [new Date(now), gone, byHand]);
    const jobs = closed.flatMap(({ job_id }) => job_id ?? []);
    if (jobs.length > 0) await tx.run(UNLOCK, [jobs]);
    return closed.length;
  });
}
