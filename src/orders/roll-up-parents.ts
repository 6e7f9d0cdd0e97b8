import { asMoney, asRate, chargeFor } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { canBecome, type FinalStatus, type OrderStatus } from './order.ts';
import { recordEvents } from './record-events.ts';

type Row = {
  id: number;
  account_id: number;
  status: OrderStatus;
  rate: bigint;
  runs: number;
  runs_started: number;
  run_quantity: number;
  waits: boolean;
  ended: number;
  completed: number;
  canceled: number;
  refunded: bigint;
  remains: bigint;
};

const RUNS = reading<Row>(
  'drip-feeds-sum-up',
  `select p.id, p.account_id, p.status, p.rate, d.runs, d.runs_started, d.run_quantity,
     d.next_run_at is not null as waits,
     count(r.id) filter (where r.status in ('completed', 'partial', 'canceled'))::int as ended,
     count(r.id) filter (where r.status = 'completed')::int as completed,
     count(r.id) filter (where r.status = 'canceled')::int as canceled,
     coalesce(sum(r.refunded), 0)::bigint as refunded,
     coalesce(sum(r.remains), 0)::bigint as remains
   from drip_feeds d join orders p on p.id = d.order_id left join orders r on r.parent_id = p.id
   where d.order_id = any ($1::int[])
   group by p.id, d.order_id`,
);

/**
 * Brings drip-feeds up to date with their runs: what remains, what was refunded, and the end once
 * every run has ended and none is to come. The parents' rows must be locked already.
 */
export async function rollUpParents(
  tx: Tx,
  parentIds: readonly number[],
  now: Date,
): Promise<void> {
  for (const row of await tx.rows(RUNS, [parentIds])) {
    const toCome = row.runs - row.runs_started;
    const stopped = toCome > 0 && !row.waits;
    const rest = stopped ? chargeFor(asRate(row.rate), row.run_quantity * toCome) : asMoney(0n);
    const over = row.ended === row.runs_started && (toCome === 0 || stopped);
    const ending = over ? endingOf(row) : null;
    const ends = ending !== null && canBecome(row.status, ending);
    await tx
      .updateTable('orders')
      .set({
        remains: Number(row.remains) + row.run_quantity * toCome,
        refunded: row.refunded + rest,
        ...(ends && { status: ending, finished_at: now }),
      })
      .where('id', '=', row.id)
      .where('status', 'not in', ['completed', 'partial', 'canceled'])
      .execute();
    if (!ends) continue;
    await recordEvents(tx, [
      {
        orderId: row.id,
        accountId: row.account_id,
        type: `order.${ending}`,
        source: 'system:drip-feed',
      },
    ]);
  }
}

function endingOf(row: Row): FinalStatus {
  if (row.completed === row.runs) return 'completed';
  return row.canceled === row.runs_started ? 'canceled' : 'partial';
}
