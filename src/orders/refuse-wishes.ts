import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const REFUSE = writing<{ order_id: number }>(
  'cancel-wishes-refuse',
  `with refused as (
     update cancel_wishes w set status = 'refused', note = $2, updated_at = $3 from orders o
     where o.id = w.order_id and o.provider_id = $1 and o.status in ('processing', 'in_progress')
       and w.status in ('requested', 'sent')
     returning w.order_id
   ), told as (
     insert into request_events (order_id, stage, source, note, at)
     select order_id, 'refused', 'system:worker', $2, $3::timestamptz from refused
   )
   select order_id from refused`,
);

/** Refuses the open wishes to cancel at a provider that takes none. Answers how many. */
export async function refuseWishes(
  tx: Tx,
  { providerId, note, now }: { providerId: number; note: string; now: Date },
): Promise<number> {
  return (await tx.run(REFUSE, [providerId, note, now])).length;
}
