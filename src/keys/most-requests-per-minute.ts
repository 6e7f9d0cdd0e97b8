import { AppError } from '#lib/errors.ts';
import type { Db } from '#platform/db/types.ts';

/**
 * What the account's tier allows over all its keys, and so the most that a key of its own makes use
 * of; null is unlimited. Refuses `not_found` (the account).
 */
export async function mostRequestsPerMinute(db: Db, accountId: number): Promise<number | null> {
  const row = await db
    .selectFrom('accounts')
    .innerJoin('tiers', 'tiers.id', 'accounts.tier_id')
    .select('tiers.requests_per_minute as most')
    .where('accounts.id', '=', accountId)
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', `there is no account ${accountId}`);
  return row.most;
}
