import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

// Numbers are given in the order of time, so the first of a time is found by halving: thirty looks
// at the primary key, where an index over times would be paid for by every order.
const SEEK = reading<{ id: number }>(
  'orders-since',
  `with recursive search (lo, hi) as (
     select coalesce((select id from orders order by id limit 1), 1)::bigint,
       coalesce((select id from orders order by id desc limit 1), 0)::bigint + 1
     union all
     select
       case when probe.id < s.hi and probe.created_at < $1 then probe.id + 1 else s.lo end,
       case when probe.id < s.hi and probe.created_at < $1 then s.hi else (s.lo + s.hi) / 2 end
     from search s
     left join lateral (
       select o.id, o.created_at from orders o
       where o.id >= ((s.lo + s.hi) / 2)::int order by o.id limit 1
     ) probe on true
     where s.lo < s.hi
   )
   select lo::int as id from search where lo >= hi`,
);

/**
 * The least number that an order placed at that time or later has, as far as numbers follow time:
 * batches that overlap, and clocks that differ, put them out of order by seconds.
 */
export async function orderIdsSince(db: Db, at: Date): Promise<number> {
  const [row] = await db.rows(SEEK, [at]);
  return row?.id ?? 1;
}
