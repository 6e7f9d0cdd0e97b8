import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

/** `met`: the order ended before all of it was delivered. */
export type ClosedWish = { orderId: number; met: boolean; source: string };

const CLOSE = writing(
  'cancel-wishes-close',
  `with closed as (
     update cancel_wishes w set
       status = case when e.met then 'done' else 'refused' end::wish_status,
       note = case when e.met then w.note else 'The order was completed first' end,
       updated_at = $4
     from unnest($1::int[], $2::boolean[], $3::text[]) as e (order_id, met, source)
     where w.order_id = e.order_id and w.status in ('requested', 'sent', 'accepted')
     returning w.order_id, w.status, w.note, e.source
   )
   insert into request_events (order_id, stage, source, note, at)
   select order_id, status, source, note, $4::timestamptz from closed`,
);

/** Orders that ended take their open wishes to cancel with them: done, or refused by the facts. */
export async function closeWishes(tx: Tx, wishes: readonly ClosedWish[], now: Date): Promise<void> {
  if (wishes.length === 0) return;
  await tx.run(CLOSE, [
    wishes.map((one) => one.orderId),
    wishes.map((one) => one.met),
    wishes.map((one) => one.source),
    now,
  ]);
}
