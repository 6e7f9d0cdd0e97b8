import { asMoney } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';
import type { Account } from './account.ts';

/** The query that every reading of accounts starts from. */
export const selectAccounts = (db: Db) =>
  db
    .selectFrom('accounts')
    .innerJoin('tiers', 'tiers.id', 'accounts.tier_id')
    .select([
      'accounts.id',
      'accounts.email',
      'tiers.name as tier',
      'accounts.tier_pinned',
      'accounts.lifetime_deposits',
      'accounts.suspended_at',
      'accounts.suspended_reason',
      'accounts.created_at',
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof selectAccounts>['execute']>>[number];

export const toAccount = (row: Row): Account => ({
  id: row.id,
  email: row.email,
  tier: row.tier,
  tierPinned: row.tier_pinned,
  lifetimeDeposits: asMoney(row.lifetime_deposits),
  suspended:
    row.suspended_at === null || row.suspended_reason === null
      ? null
      : { at: row.suspended_at, reason: row.suspended_reason },
  createdAt: row.created_at,
});
