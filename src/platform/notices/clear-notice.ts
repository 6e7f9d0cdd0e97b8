import { AppError } from '#lib/errors.ts';
import { writing } from '../db/statement.ts';
import type { Tx } from '../db/types.ts';

const CLEAR = writing<{ kind: string; subject: string }>(
  'notices-clear-one',
  `update notices set cleared_at = $2, cleared_by = $3
   where id = $1 and cleared_at is null returning kind, subject`,
);

/** Somebody has dealt with it. Refuses with `not_found` what is not open. */
export async function clearNotice(
  tx: Tx,
  id: bigint,
  { now, by }: { now: Date; by: string },
): Promise<{ kind: string; subject: string }> {
  const [cleared] = await tx.run(CLEAR, [id, now, by]);
  if (cleared) return cleared;
  throw new AppError('not_found', `no notice ${id} is open`);
}
