import { writing } from '../db/statement.ts';
import type { Tx } from '../db/types.ts';

const KEPT_MS = 90 * 86_400_000; // a quarter: long enough to answer who was told what, and when

const SWEEP = writing('mails-sweep', 'delete from mails where created_at < $1');

/** Forgets mails after 90 days, whatever became of them. */
export async function sweepMails(tx: Tx, now: Date): Promise<void> {
  await tx.run(SWEEP, [new Date(now.getTime() - KEPT_MS)]);
}
