import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { recordEvents } from './record-events.ts';

/** What a provider said about an order that is still on its way. */
export type Progress = {
  orderId: number;
  status: 'processing' | 'in_progress' | null;
  startCount: bigint | null;
  remains: number | null;
  /** It was seen to be delivered. */
  started: boolean;
  source: string;
};

type Row = { id: number; account_id: number; before: string; status: string };

const ADVANCE = writing<Row>(
  'orders-advance',
  `with told as (
     select o.id, o.status as before, p.status, p.start_count, p.remains, p.started
     from orders o
     join unnest($1::int[], $2::order_status[], $3::bigint[], $4::int[], $5::boolean[])
       as p (id, status, start_count, remains, started) on p.id = o.id
     where o.status in ('processing', 'in_progress')
     order by o.id for update of o
   )
   update orders o set
     status = greatest(o.status, t.status),
     start_count = greatest(o.start_count, t.start_count),
     remains = coalesce(t.remains, o.remains),
     started_at = case when t.started then coalesce(o.started_at, $6) else o.started_at end
   from told t where o.id = t.id
   returning o.id, o.account_id, t.before, o.status`,
);

/**
 * Writes progress of orders that are being delivered: `processing` may become `in_progress`,
 * never the other way, a start count never falls, and an order that ended meanwhile is left alone.
 * `remains` must fit.
 */
export async function advanceOrders(
  tx: Tx,
  reports: readonly Progress[],
  now: Date,
): Promise<void> {
  if (reports.length === 0) return;
  const rows = await tx.run(ADVANCE, [
    reports.map((one) => one.orderId),
    reports.map((one) => one.status),
    reports.map((one) => one.startCount),
    reports.map((one) => one.remains),
    reports.map((one) => one.started),
    now,
  ]);
  const sources = new Map(reports.map((one) => [one.orderId, one.source]));
  await recordEvents(
    tx,
    rows
      .filter((row) => row.before !== row.status)
      .map((row) => ({
        orderId: row.id,
        accountId: row.account_id,
        type: 'order.in_progress',
        source: sources.get(row.id) ?? '',
      })),
  );
}
