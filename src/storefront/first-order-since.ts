import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

// Orders are numbered in the order in which they come: halving finds the first of a day in twenty
// looks at the primary key, and no index on dates slows down the writing of orders.
const FIRST = reading<{ id: number }>(
  'storefront.first-order-since',
  `with recursive search (low, high) as (
     select coalesce(min(id), 1)::bigint, coalesce(max(id), 0)::bigint + 1 from orders
     union all
     select case when probe.created_at < $1 then least(high, probe.id::bigint + 1) else low end,
       case when probe.created_at < $1 then high else middle end
     from search
     cross join lateral (select (low + high) / 2 as middle) half
     cross join lateral (
       select id, created_at from orders where id >= middle order by id limit 1
     ) probe
     where low < high
   )
   select low::int as id from search where low >= high`,
);

/** The number of the first order that was placed at `since` or later, whether or not it exists. */
export async function firstOrderSince(db: Db, since: Date): Promise<number> {
  const [found] = await db.rows(FIRST, [since]);
  return found?.id ?? 1;
}
