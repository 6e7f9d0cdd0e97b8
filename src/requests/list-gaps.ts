import type { Db } from '#platform/db/types.ts';

/** Calls that were answered and could not be recorded. */
export type RequestGap = { from: Date; until: Date; calls: number };

const MOST = 20;

/** What an account's log lacks since a moment, the newest first. */
export async function listGaps(db: Db, accountId: number, since: Date): Promise<RequestGap[]> {
  const rows = await db
    .selectFrom('request_gaps')
    .select(['first_at', 'last_at', 'calls'])
    .where('account_id', '=', accountId)
    .where('last_at', '>=', since)
    .orderBy('last_at', 'desc')
    .limit(MOST)
    .execute();
  return rows.map((row) => ({ from: row.first_at, until: row.last_at, calls: row.calls }));
}
