import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { App } from '#platform/app.ts';
import type { Db } from '#platform/db/types.ts';
import { listReferrals, type ReferralRow } from './list-referrals.ts';
import { maskEmail } from './mask-email.ts';
import { readRules, type AffiliateRules } from './rules.ts';

/** What a payment of somebody, or a person's correction, has earned in all. */
export type CommissionView = {
  state: 'pending' | 'available' | 'paid' | 'clawed_back';
  at: Date;
  availableAt: Date;
  /** Masked; null: a correction. */
  who: string | null;
  /** What the deposit left in the wallet; null: a correction. */
  credit: Money | null;
  amount: Money;
  reason: string | null;
};

export type PayoutView = { id: number; amount: Money; at: Date };

/** Everything that an affiliate sees of the programme. Amounts in nano-units. */
export type AffiliateView = {
  rules: AffiliateRules | null;
  /** Null: they have no link yet. */
  code: string | null;
  clicks: number;
  clicksOfMonth: number;
  referrals: readonly ReferralRow[];
  referralCount: number;
  /** On hold. */
  pending: Money;
  /** To be paid out; below zero where deposits went back after their commission was paid. */
  available: Money;
  paid: Money;
  commissions: readonly CommissionView[];
  payouts: readonly PayoutView[];
};

const MOST_ROWS = 50;
const MONTH_MS = 30 * 86_400_000;

/** The account's own part in the programme. */
export async function readAffiliate(app: App, accountId: number): Promise<AffiliateView> {
  const { db } = app;
  const now = new Date(app.clock.now());
  const [rules, affiliate] = await Promise.all([
    readRules(db),
    db
      .selectFrom('affiliates')
      .select('code')
      .where('account_id', '=', accountId)
      .executeTakeFirst(),
  ]);
  if (!affiliate) return { ...EMPTY, rules };
  const since = new Date(now.getTime() - MONTH_MS).toISOString().slice(0, 10);
  const [[clicks], [sums], referrals, commissions, payouts] = await Promise.all([
    db.rows(CLICKS, [accountId, since]),
    db.rows(SUMS, [accountId, now]),
    listReferrals(db, { affiliateId: accountId, limit: MOST_ROWS }),
    readCommissions(db, accountId, now),
    readPayouts(db, accountId),
  ]);
  return {
    rules,
    code: affiliate.code,
    clicks: clicks?.all ?? 0,
    clicksOfMonth: clicks?.month ?? 0,
    referrals,
    referralCount: sums?.referrals ?? 0,
    pending: asMoney(sums?.pending ?? 0n),
    available: asMoney(sums?.available ?? 0n),
    paid: asMoney(sums?.paid ?? 0n),
    commissions,
    payouts,
  };
}

const EMPTY = {
  ...{ code: null, clicks: 0, clicksOfMonth: 0, referrals: [], referralCount: 0 },
  ...{ pending: asMoney(0n), available: asMoney(0n), paid: asMoney(0n) },
  ...{ commissions: [], payouts: [] },
} as const;

const CLICKS = reading<{ all: number; month: number }>(
  'affiliate-clicks',
  `select coalesce(sum(clicks), 0)::int as "all",
     coalesce(sum(clicks) filter (where day >= $2::date), 0)::int as month
   from affiliate_clicks where affiliate_id = $1`,
);

const SUMS = reading<{ pending: bigint; available: bigint; paid: bigint; referrals: number }>(
  'affiliate-sums',
  `select coalesce(sum(amount) filter (where available_at > $2), 0)::bigint as pending,
     coalesce(sum(amount) filter (where available_at <= $2), 0)::bigint as available,
     (select coalesce(sum(amount), 0)::bigint from affiliate_payouts where affiliate_id = $1) as paid,
     (select count(*)::int from affiliate_referrals where affiliate_id = $1) as referrals
   from affiliate_entries where affiliate_id = $1 and payout_id is null`,
);

type Row = {
  at: Date;
  available_at: Date;
  email: string | null;
  credit: bigint | null;
  amount: bigint;
  earned: bigint;
  unpaid: number;
  reason: string | null;
};

// A payment's entries are one line; each correction is one of its own.
const COMMISSIONS = reading<Row>(
  'affiliate-commissions',
  `select min(e.at) as at, max(e.available_at) as available_at, max(a.email) as email,
     sum(e.credit)::bigint as credit, sum(e.amount)::bigint as amount,
     coalesce(sum(e.amount) filter (where e.amount > 0), 0)::bigint as earned,
     count(*) filter (where e.payout_id is null)::int as unpaid, max(e.reason) as reason
   from affiliate_entries e left join accounts a on a.id = e.referral_id
   where e.affiliate_id = $1
   group by coalesce(e.payment_id::bigint, -e.id) order by max(e.id) desc limit ${MOST_ROWS}`,
);

async function readCommissions(db: Db, accountId: number, now: Date): Promise<CommissionView[]> {
  const rows = await db.rows(COMMISSIONS, [accountId]);
  return rows.map((row) => ({
    state: stateOf(row, now),
    at: row.at,
    availableAt: row.available_at,
    who: row.email === null ? null : maskEmail(row.email),
    credit: row.credit === null ? null : asMoney(row.credit),
    amount: asMoney(row.amount),
    reason: row.reason,
  }));
}

function stateOf(
  { amount, earned, credit, unpaid, ...row }: Row,
  now: Date,
): CommissionView['state'] {
  if (credit !== null && amount === 0n && earned > 0n) return 'clawed_back';
  if (unpaid === 0) return 'paid';
  return row.available_at > now ? 'pending' : 'available';
}

async function readPayouts(db: Db, accountId: number): Promise<PayoutView[]> {
  const rows = await db
    .selectFrom('affiliate_payouts')
    .select(['id', 'amount', 'paid_at'])
    .where('affiliate_id', '=', accountId)
    .orderBy('id', 'desc')
    .limit(MOST_ROWS)
    .execute();
  return rows.map((row) => ({ id: row.id, amount: asMoney(row.amount), at: row.paid_at }));
}
