import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const NEWEST = 200_000; // events looked at: there is no index by time, and old ones say little

const COUNT = reading<[source: string, orders: number]>(
  'orders-count-reroutes',
  `select source, count(distinct order_id)::int
   from (select * from order_events order by id desc limit ${NEWEST}) e
   where type = 'order.rerouted' and at > $1 group by source`,
  { asArrays: true },
);

/** How many orders went from each provider to another one, by its number. */
export async function countReroutes(db: Db, since: Date): Promise<Map<number, number>> {
  const rows = await db.rows(COUNT, [since]);
  return new Map(
    rows.flatMap(([source, orders]) => {
      const [, providerId] = /^provider:(\d+)$/.exec(source) ?? [];
      return providerId === undefined ? [] : [[Number(providerId), orders] as const];
    }),
  );
}
