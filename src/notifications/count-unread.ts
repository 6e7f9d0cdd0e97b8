import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

export const MOST_UNREAD = 100; // shown as 99+

const COUNT = reading<{ unread: number }>(
  'notifications-count-unread',
  `select count(*)::int as unread from (
     select from notifications where account_id = $1 and read_at is null limit ${MOST_UNREAD}) few`,
);

/** How much an account has not read; 100 stands for that and more. One look into a small index. */
export async function countUnread(db: Db, accountId: number): Promise<number> {
  const [row] = await db.rows(COUNT, [accountId]);
  return row?.unread ?? 0;
}
