import { AppError } from '#lib/errors.ts';
import type { Buyer } from '#orders/index.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const BUYER = reading<{ discountBp: number; isSuspended: boolean }>(
  'baskets-buyer',
  `select t.discount_bp as "discountBp", a.suspended_at is not null as "isSuspended"
   from accounts a join tiers t on t.id = a.tier_id where a.id = $1`,
);

/** An account that orders on its own pages, by no key. Refuses `not_found`, `account_suspended`. */
export async function buyerOf(db: Db, accountId: number): Promise<Buyer> {
  const [row] = await db.rows(BUYER, [accountId]);
  if (!row) throw new AppError('not_found', 'there is no such account');
  if (row.isSuspended) throw new AppError('account_suspended', 'Account suspended');
  const { discountBp: tierDiscountBp } = row;
  return { accountId, keyId: null, tierDiscountBp, dailySpendCap: null, spendKeyId: null };
}
