import { asMoney } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';
import type { Tier } from './account.ts';

/** All tiers, the one that is reached first first. */
export async function listTiers(db: Db): Promise<Tier[]> {
  const rows = await db
    .selectFrom('tiers')
    .selectAll()
    .orderBy('reached_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    reachedAt: asMoney(row.reached_at),
    requestsPerMinute: row.requests_per_minute,
    discountBp: row.discount_bp,
  }));
}
