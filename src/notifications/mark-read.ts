import { AppError } from '#lib/errors.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const ONE = writing<{ id: bigint }>(
  'notifications-mark-one',
  `update notifications set read_at = coalesce(read_at, $3) where account_id = $1 and id = $2
   returning id`,
);
const ALL = writing(
  'notifications-mark-all',
  `update notifications set read_at = $2 where id in (
     select id from notifications where account_id = $1 and read_at is null and id <= $3
     order by id for update)`,
);

/** One notification of an account is read. Refuses `not_found`. */
export async function markRead(
  tx: Tx,
  { accountId, id }: { accountId: number; id: bigint },
  now: Date,
): Promise<void> {
  const marked = await tx.run(ONE, [accountId, id, now]);
  if (marked.length === 0) throw new AppError('not_found', 'there is no such notification');
}

/** All up to one are read: what came since the page was made is not among them. */
export async function markAllRead(
  tx: Tx,
  { accountId, untilId }: { accountId: number; untilId: bigint },
  now: Date,
): Promise<void> {
  await tx.run(ALL, [accountId, now, untilId]);
}
