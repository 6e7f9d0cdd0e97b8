import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { normalCode, type Coupon } from './coupon.ts';

const FIND = reading<Coupon & { usesByAccount: number }>(
  'coupons.find',
  `select id, code, discount_bp as "discountBp", amount, minimum_charge as "minimumCharge",
     starts_at as "startsAt", ends_at as "endsAt", max_uses as "maxUses",
     max_uses_per_account as "maxUsesPerAccount", uses, service_ids as "serviceIds", active,
     (select count(*)::int from coupon_uses u
      where u.coupon_id = c.id and u.account_id = $2) as "usesByAccount"
   from coupons c where code = $1`,
);

/** A coupon as it is now and how often the account used it, to look and not to use. */
export async function findCoupon(
  db: Db,
  { code, accountId }: { code: string; accountId: number },
): Promise<{ coupon: Coupon; usesByAccount: number } | undefined> {
  const wanted = normalCode(code);
  if (wanted === undefined) return undefined;
  const [row] = await db.rows(FIND, [wanted, accountId]);
  if (!row) return undefined;
  const { usesByAccount, ...coupon } = row;
  return { coupon, usesByAccount };
}
