import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { PROGRESS_STEPS } from './read-progress.ts';
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

// The steps of a delivery are noted with the progress itself. The first sight of a step stays, so an
// order has 51 rows at most, whatever its provider says and however often.
const ADVANCE = writing<Row>(
  'orders-advance',
  `with told as (
     select o.id, o.status as before, o.remains as had_remains, o.start_count as had_count,
       p.status, p.start_count, p.remains, p.started
     from orders o
     join unnest($1::int[], $2::order_status[], $3::bigint[], $4::int[], $5::boolean[])
       as p (id, status, start_count, remains, started) on p.id = o.id
     where o.status in ('processing', 'in_progress')
     order by o.id for update of o
   ), moved as (
     update orders o set
       status = greatest(o.status, t.status),
       start_count = greatest(o.start_count, t.start_count),
       remains = coalesce(t.remains, o.remains),
       started_at = case when t.started then coalesce(o.started_at, $6) else o.started_at end
     from told t where o.id = t.id
     returning o.id, o.account_id, o.status, o.quantity, o.remains, o.start_count,
       t.before, t.had_remains, t.had_count
   ), noted as (
     insert into order_progress (order_id, step, at, remains, start_count)
     select id, (quantity - remains)::bigint * ${PROGRESS_STEPS} / quantity, $6::timestamptz,
       remains, start_count
     from moved
     where quantity > 0 and (remains, start_count) is distinct from (had_remains, had_count)
     on conflict do nothing
   )
   select id, account_id, before, status from moved`,
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
