import { writing } from '../db/statement.ts';
import type { Tx } from '../db/types.ts';

const CLEAR = writing(
  'notices-clear',
  `update notices set cleared_at = $3, cleared_by = $4
   where kind = $1 and subject = any ($2::text[]) and cleared_at is null`,
);

/** It is over, or somebody has dealt with it. */
export async function clearNotices(
  tx: Tx,
  kind: string,
  subjects: readonly string[],
  { now, by }: { now: Date; by: string },
): Promise<void> {
  if (subjects.length > 0) await tx.run(CLEAR, [kind, subjects, now, by]);
}
