import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const INSERT = writing(
  'cancel-wishes-insert',
  `insert into cancel_wishes (order_id, requested_at, updated_at)
   select id, $2, $2 from orders
   where id = any ($1::int[]) and status not in ('completed', 'partial', 'canceled')
   on conflict (order_id) do nothing`,
);

/** Notes that the customer wants these orders canceled; the worker passes it on. Once per order. */
export async function wishCancel(tx: Tx, orderIds: readonly number[], now: Date): Promise<void> {
  if (orderIds.length > 0) await tx.run(INSERT, [orderIds, now]);
}
