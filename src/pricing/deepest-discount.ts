import { listTiers } from '#accounts/index.ts';
import type { BasisPoints } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';

/** What the best tier takes off: nobody pays less without a rate or a coupon of their own. */
export async function deepestDiscount(db: Db): Promise<BasisPoints> {
  return Math.max(0, ...(await listTiers(db)).map((tier) => tier.discountBp));
}
