import type { Tx } from '../db/types.ts';

const DAY_MS = 86_400_000;
const RUNS_KEPT_MS = 30 * DAY_MS;

/** Forgets runs that are a month old, and workers that went without a word a day ago. */
export async function sweepRuns(tx: Tx, now: Date): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  await tx.deleteFrom('job_runs').where('started_at', '<', before(RUNS_KEPT_MS)).execute();
  await tx.deleteFrom('workers').where('seen_at', '<', before(DAY_MS)).execute();
}
