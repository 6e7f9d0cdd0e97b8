import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const SWEEP = writing('account-events-sweep', 'delete from account_events where at < $1');
const KEPT_MS = 30 * 86_400_000; // long after everybody was told

/** Forgets what everybody was told of a month ago. */
export async function sweepAccountEvents(tx: Tx, now: Date): Promise<void> {
  await tx.run(SWEEP, [new Date(now.getTime() - KEPT_MS)]);
}
