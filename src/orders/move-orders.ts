import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { TRANSITIONS, type FinalStatus, type OrderStatus } from './order.ts';
import { recordEvents, type OrderEventType } from './record-events.ts';

export type Move = {
  orderId: number;
  to: Exclude<OrderStatus, FinalStatus | 'submitting'>;
  /** When to look at it again. */
  dueAt: Date;
  source: string;
  note?: string;
};

type Row = { id: number; account_id: number; status: OrderStatus };

const MOVE = writing<Row>(
  'orders-move',
  `update orders o set
     status = m.status, due_at = m.due_at,
     started_at = case when m.status in ('processing', 'in_progress')
                       then coalesce(o.started_at, $4) else o.started_at end
   from unnest($1::int[], $2::order_status[], $3::timestamptz[]) as m (id, status, due_at),
        unnest($5::order_status[], $6::order_status[]) as legal (before, after)
   where o.id = m.id and legal.after = m.status and legal.before = o.status
   returning o.id, o.account_id, o.status`,
);

const LEGAL = Object.entries(TRANSITIONS).flatMap(([before, ways]) =>
  ways.map((after) => [before, after] as const),
);
const BEFORE = LEGAL.map(([before]) => before);
const AFTER = LEGAL.map(([, after]) => after);

const EVENTS: Partial<Record<OrderStatus, OrderEventType>> = {
  in_progress: 'order.in_progress',
  unknown: 'order.unknown',
};

/**
 * Moves open orders along legal ways; what is already elsewhere stays where it is. Answers the
 * ids that moved. Endings, and their money, are `settleOrders`' business.
 */
export async function moveOrders(tx: Tx, moves: readonly Move[], now: Date): Promise<Set<number>> {
  if (moves.length === 0) return new Set();
  const sorted = [...moves].sort((a, b) => a.orderId - b.orderId);
  const rows = await tx.run(MOVE, [
    sorted.map((one) => one.orderId),
    sorted.map((one) => one.to),
    sorted.map((one) => one.dueAt),
    now,
    BEFORE,
    AFTER,
  ]);
  const byId = new Map(sorted.map((one) => [one.orderId, one]));
  await recordEvents(
    tx,
    rows.flatMap(({ id, account_id: accountId, status }) => {
      const type = EVENTS[status];
      const { source, note } = byId.get(id) as Move;
      if (!type) return [];
      return [{ orderId: id, accountId, type, source, ...(note && { data: { note } }) }];
    }),
  );
  return new Set(rows.map((row) => row.id));
}
