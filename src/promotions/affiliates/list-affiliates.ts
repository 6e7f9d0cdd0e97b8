import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { App } from '#platform/app.ts';

/** An affiliate as the operator sees them; amounts in nano-units. */
export type AffiliateRow = {
  accountId: number;
  email: string;
  code: string;
  clicks: number;
  referrals: number;
  refused: number;
  pending: Money;
  available: Money;
  paid: Money;
};

type Row = Omit<AffiliateRow, 'pending' | 'available' | 'paid'> & {
  pending: bigint;
  available: bigint;
  paid: bigint;
};

const LIST = reading<Row>(
  'affiliates-list',
  `select f.account_id as "accountId", a.email, f.code,
     (select coalesce(sum(clicks), 0)::int from affiliate_clicks
      where affiliate_id = f.account_id) as clicks,
     r.referrals, r.refused, e.pending, e.available,
     (select coalesce(sum(amount), 0)::bigint from affiliate_payouts
      where affiliate_id = f.account_id) as paid
   from affiliates f join accounts a on a.id = f.account_id
   cross join lateral (
     select count(*)::int as referrals, count(refused)::int as refused
     from affiliate_referrals where affiliate_id = f.account_id
   ) r cross join lateral (
     select coalesce(sum(amount) filter (where available_at > $1), 0)::bigint as pending,
       coalesce(sum(amount) filter (where available_at <= $1), 0)::bigint as available
     from affiliate_entries where affiliate_id = f.account_id and payout_id is null
   ) e where $2::int is null or f.account_id = $2 order by f.account_id limit $3`,
);

/** Affiliates by account, or the one that is asked for. */
export async function listAffiliates(
  app: App,
  { accountId = null, limit }: { accountId?: number | null; limit: number },
): Promise<AffiliateRow[]> {
  const rows = await app.db.rows(LIST, [new Date(app.clock.now()), accountId, limit]);
  return rows.map(({ pending, available, paid, ...row }) => ({
    ...row,
    pending: asMoney(pending),
    available: asMoney(available),
    paid: asMoney(paid),
  }));
}
