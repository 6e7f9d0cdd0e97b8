import type { Tx } from '../db/types.ts';

const KEPT_MS = 90 * 86_400_000; // a quarter: long enough to see what comes again

/** Forgets notices that were cleared three months ago. */
export async function sweepNotices(tx: Tx, now: Date): Promise<void> {
  const oldest = new Date(now.getTime() - KEPT_MS);
  await tx.deleteFrom('notices').where('cleared_at', '<', oldest).execute();
}
