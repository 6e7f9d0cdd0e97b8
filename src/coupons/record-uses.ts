import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { invalidCoupon, USED_UP } from './coupon-refusal.ts';
import type { Holder } from './count-uses.ts';

export type NewUse = Holder & { orderId: number };

// Locked in id order, in case the caller did not: an update alone would lock in any order.
const RECORD = writing<{ id: number }>(
  'coupons.record-uses',
  `with used as (
     insert into coupon_uses (coupon_id, account_id, order_id)
     select * from unnest($1::int[], $2::int[], $3::int[])
   ), counted as (
     select coupon_id, count(*)::int as uses from unnest($1::int[]) as given (coupon_id) group by 1
   ), held as (
     select id from coupons where id = any($1::int[]) order by id for no key update
   )
   update coupons set uses = coupons.uses + counted.uses
   from counted join held on held.id = counted.coupon_id
   where coupons.id = counted.coupon_id
     and (max_uses is null or coupons.uses + counted.uses <= max_uses)
   returning coupons.id`,
);

/**
 * Counts the uses, one per order, in the transaction that places the orders. Throws
 * `invalid_coupon` when a coupon's total limit would be passed, and then none must be committed.
 */
export async function recordUses(tx: Tx, uses: readonly NewUse[]): Promise<void> {
  if (uses.length === 0) return;
  const coupons = uses.map((use) => use.couponId);
  const counted = await tx.run(RECORD, [
    coupons,
    uses.map((use) => use.accountId),
    uses.map((use) => use.orderId),
  ]);
  if (counted.length < new Set(coupons).size) throw invalidCoupon(USED_UP);
}
