import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

// A drip-feed holds for all its runs; what ended runs and a stop have settled is out of it.
const HELD_BY = reading<{ held: bigint }>(
  'orders-held-by-account',
  `select coalesce(sum(o.charge - o.coupon_amount - o.settled - o.stopped), 0)::bigint as held
   from (
     select p.charge, p.coupon_amount,
       case when p.kind = 'drip_feed' then (
         select coalesce(sum(r.charge - r.coupon_amount), 0) from orders r
         where r.parent_id = p.id and r.status in ('completed', 'partial', 'canceled')
       ) else 0 end as settled,
       case when p.kind = 'drip_feed' then (
         select coalesce(sum(t.amount), 0) from transfers t
         where t.kind = 'order.refund' and t.reference = p.id::text
       ) else 0 end as stopped
     from orders p
     where p.account_id = $1 and p.kind <> 'run'
       and p.status in ('pending', 'submitting', 'unknown', 'processing', 'in_progress')
   ) o`,
);

/** What an account's open orders hold of its money, in nano-units. */
export async function readHeld(db: Db, accountId: number): Promise<Money> {
  const [row] = await db.rows(HELD_BY, [accountId]);
  return asMoney(row?.held ?? 0n);
}
