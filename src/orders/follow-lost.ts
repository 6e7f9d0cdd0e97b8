import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const FOLLOW = writing<{ order_id: number }>(
  'follows-lost',
  `insert into follows (order_id, provider_id, accepted_at, due_at)
   select id, provider_id, coalesce(started_at, created_at), $1 from orders o
   where status in ('processing', 'in_progress') and provider_id is not null
     and not exists (select from follows f where f.order_id = o.id)
   on conflict (order_id) do nothing
   returning order_id`,
);

/**
 * Has orders under way asked about that nobody asks about. Nothing makes such orders but a hand in
 * the database; reads all orders, so it is for the night. Answers their ids.
 */
export async function followLost(tx: Tx, now: Date): Promise<number[]> {
  return (await tx.run(FOLLOW, [now])).map((row) => row.order_id);
}
