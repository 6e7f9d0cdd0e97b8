import type { Db } from '#platform/db/types.ts';
import type { OpenDifference } from './statement.ts';

const MOST = 200;

/** What is open with a provider, the oldest first. */
export async function listDifferences(db: Db, providerId: number): Promise<OpenDifference[]> {
  const rows = await db
    .selectFrom('statement_differences')
    .select(['id', 'class', 'order_id', 'amount', 'note', 'first_seen_at'])
    .where('provider_id', '=', providerId)
    .where('settled_at', 'is', null)
    .orderBy('first_seen_at')
    .orderBy('id')
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    class: row.class,
    orderId: row.order_id,
    amount: row.amount,
    note: row.note ?? '',
    firstSeenAt: row.first_seen_at,
  }));
}
