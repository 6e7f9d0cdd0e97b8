import type { Db } from '#platform/db/types.ts';

export type Closed = { closedAt: Date; eraseAt: Date; erasedAt: Date | null };

/** When an account was closed and is to be erased; undefined while it is open. */
export async function readClosed(db: Db, accountId: number): Promise<Closed | undefined> {
  const row = await db
    .selectFrom('account_closings')
    .select(['closed_at', 'erase_at', 'erased_at'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row && { closedAt: row.closed_at, eraseAt: row.erase_at, erasedAt: row.erased_at };
}
