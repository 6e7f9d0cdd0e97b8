import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const INSERT = writing(
  'cancel-wishes-insert',
  `with wished as (
     insert into cancel_wishes (order_id, requested_at, updated_at)
     select id, $2, $2 from orders
     where id = any ($1::int[]) and status not in ('completed', 'partial', 'canceled')
     on conflict (order_id) do nothing
     returning order_id
   )
   insert into request_events (order_id, stage, source, at)
   select order_id, 'requested', $3, $2::timestamptz from wished`,
);

/** Notes that these orders are to be canceled; the worker passes it on. Once per order. */
export async function wishCancel(
  tx: Tx,
  { orderIds, source, now }: { orderIds: readonly number[]; source: string; now: Date },
): Promise<void> {
  if (orderIds.length > 0) await tx.run(INSERT, [orderIds, now, source]);
}
