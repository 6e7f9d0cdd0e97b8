import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type Holder = { couponId: number; accountId: number };

const COUNT = reading<Holder & { uses: number }>(
  'coupons.count-uses',
  `select coupon_id as "couponId", account_id as "accountId", count(*)::int as uses
   from coupon_uses
   where (coupon_id, account_id) in (select * from unnest($1::int[], $2::int[]))
   group by coupon_id, account_id`,
);

/**
 * How often each account has used each coupon, under `usesKey`; an absent one is 0. True for as
 * long as the coupons are locked.
 */
export async function countUses(tx: Tx, holders: readonly Holder[]): Promise<Map<string, number>> {
  if (holders.length === 0) return new Map();
  const coupons = holders.map((holder) => holder.couponId);
  const accounts = holders.map((holder) => holder.accountId);
  const counted = await tx.rows(COUNT, [coupons, accounts]);
  return new Map(counted.map(({ uses, ...holder }) => [usesKey(holder), uses]));
}

export const usesKey = ({ couponId, accountId }: Holder): string => `${couponId}:${accountId}`;
