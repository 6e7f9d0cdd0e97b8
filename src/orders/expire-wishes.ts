import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type ExpiredWish = { orderId: number; providerId: number };

// Of an order that is in doubt nobody was asked, so that its wish keeps waiting with it.
const EXPIRE = writing<{ order_id: number; provider_id: number }>(
  'cancel-wishes-expire',
  `with expired as (
     update cancel_wishes w set status = 'refused', note = $2, updated_at = $3 from orders o
     where o.id = w.order_id and o.status in ('processing', 'in_progress')
       and w.status in ('requested', 'sent') and w.requested_at <= $1
     returning w.order_id, o.provider_id
   ), told as (
     insert into request_events (order_id, stage, source, note, at)
     select order_id, 'refused', 'system:deadline', $2, $3::timestamptz from expired
   )
   select order_id, provider_id from expired`,
);

/** Refuses wishes to cancel that were made before `requestedBefore` and that no provider answered. */
export async function expireWishes(
  tx: Tx,
  { requestedBefore, note, now }: { requestedBefore: Date; note: string; now: Date },
): Promise<ExpiredWish[]> {
  const rows = await tx.run(EXPIRE, [requestedBefore, note, now]);
  return rows.map((row) => ({ orderId: row.order_id, providerId: row.provider_id }));
}
