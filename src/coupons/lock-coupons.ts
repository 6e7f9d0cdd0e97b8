import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { normalCode, type Coupon } from './coupon.ts';

const LOCK = writing<Coupon>(
  'coupons.lock',
  `select id, code, discount_bp as "discountBp", amount, minimum_charge as "minimumCharge",
     starts_at as "startsAt", ends_at as "endsAt", max_uses as "maxUses",
     max_uses_per_account as "maxUsesPerAccount", uses, service_ids as "serviceIds", active
   from coupons where code = any($1::text[]) order by id for no key update`,
);

/**
 * Finds coupons by their codes, in any case, and holds them until the transaction ends, so that
 * limits checked afterwards stay true. The answer has an entry for each code as it was given;
 * unknown codes have none. Rows are locked in id order.
 */
export async function lockCoupons(tx: Tx, codes: readonly string[]): Promise<Map<string, Coupon>> {
  const wanted = new Set(codes.map(normalCode).filter((code) => code !== undefined));
  const locked = new Map<string, Coupon>();
  if (wanted.size === 0) return locked;
  const byCode = new Map<string | undefined, Coupon>();
  for (const coupon of await tx.run(LOCK, [[...wanted]])) byCode.set(coupon.code, coupon);
  for (const given of codes) {
    const coupon = byCode.get(normalCode(given));
    if (coupon) locked.set(given, coupon);
  }
  return locked;
}
