import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const HELD_BY = reading<{ held: bigint }>(
  'orders-held-by-account',
  `select coalesce(sum(charge - coupon_amount), 0)::bigint as held from orders
   where account_id = $1 and parent_id is null
     and status not in ('completed', 'partial', 'canceled')`,
);

/** What an account's open orders hold of its money, in nano-units. */
export async function readHeld(db: Db, accountId: number): Promise<Money> {
  const [row] = await db.rows(HELD_BY, [accountId]);
  return asMoney(row?.held ?? 0n);
}
