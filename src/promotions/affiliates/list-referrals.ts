import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { maskEmail } from './mask-email.ts';

/** Somebody who came by a link. */
export type ReferralRow = {
  accountId: number;
  /** Masked. */
  who: string;
  at: Date;
  /** Why they do not count; for the operator's eyes. */
  refused: string | null;
  refusedBy: string | null;
  earned: Money;
};

type Row = Omit<ReferralRow, 'who' | 'earned'> & { email: string; earned: bigint };

const LIST = reading<Row>(
  'affiliate-referrals',
  `select r.account_id as "accountId", a.email, r.bound_at as at, r.refused,
     r.refused_by as "refusedBy",
     (select coalesce(sum(amount), 0)::bigint from affiliate_entries
      where referral_id = r.account_id) as earned
   from affiliate_referrals r join accounts a on a.id = r.account_id
   where r.affiliate_id = $1 order by r.account_id desc limit $2`,
);

/** Who came by an affiliate's link, the newest first. */
export async function listReferrals(
  db: Db,
  { affiliateId, limit }: { affiliateId: number; limit: number },
): Promise<ReferralRow[]> {
  const rows = await db.rows(LIST, [affiliateId, limit]);
  return rows.map(({ email, earned, ...row }) => ({
    ...row,
    who: maskEmail(email),
    earned: asMoney(earned),
  }));
}
