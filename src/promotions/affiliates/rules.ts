import { asMoney, type BasisPoints, type Money } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';

/** What affiliates are promised. A sign-up keeps the rules that it was bound under. */
export type AffiliateRules = {
  id: number;
  /** New sign-ups are bound; what was bound goes on under its own rules. */
  active: boolean;
  /** Of what a deposit credits, without its bonus. */
  percentBp: BasisPoints;
  /** The first deposit of each customer only. */
  firstOnly: boolean;
  /** Deposits of so many months after the sign-up; null: all. */
  months: number | null;
  minimumPayout: Money;
  /** How long a commission waits, for deposits that go back. */
  holdDays: number;
  /** How long a click counts. */
  windowDays: number;
};

type Row = {
  id: number;
  active: boolean;
  percent_bp: number;
  first_only: boolean;
  months: number | null;
  minimum_payout: bigint;
  hold_days: number;
  window_days: number;
};

export const toRules = (row: Row): AffiliateRules => ({
  id: row.id,
  active: row.active,
  percentBp: row.percent_bp,
  firstOnly: row.first_only,
  months: row.months,
  minimumPayout: asMoney(row.minimum_payout),
  holdDays: row.hold_days,
  windowDays: row.window_days,
});

/** The rules of today; null: there never were any. */
export async function readRules(db: Db): Promise<AffiliateRules | null> {
  const row = await db
    .selectFrom('affiliate_rules')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toRules(row) : null;
}
