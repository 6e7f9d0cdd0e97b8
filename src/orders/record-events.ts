import type { Json } from '#platform/db/schema.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type OrderEventType =
  | 'order.created'
  | 'order.in_progress'
  | 'order.completed'
  | 'order.partial'
  | 'order.canceled'
  | 'order.failed'
  | 'order.refunded'
  | 'order.unknown'
  | 'order.rerouted'
  | 'order.delayed'
  | 'order.quarantined'
  | 'order.paused'
  | 'order.resumed'
  | 'balance.low'
  | 'refill.completed'
  | 'refill.rejected';

export type OrderEvent = {
  orderId: number;
  accountId: number;
  type: OrderEventType;
  /** Who says so: `provider:3`, `system:drip-feed`, an actor's name. */
  source: string;
  data?: Json;
};

const INSERT = writing(
  'order-events-insert',
  `insert into order_events (order_id, account_id, type, source, data)
   select * from unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::jsonb[])`,
);

/** Appends to the story of orders, in the transaction that changes them. */
export async function recordEvents(tx: Tx, events: readonly OrderEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.run(INSERT, [
    events.map((one) => one.orderId),
    events.map((one) => one.accountId),
    events.map((one) => one.type),
    events.map((one) => one.source.slice(0, 60)),
    events.map((one) => (one.data === undefined ? null : JSON.stringify(one.data))),
  ]);
}
