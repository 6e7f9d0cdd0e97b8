import { numbers } from '#platform/db/array-literal.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { TRANSITIONS, type FinalStatus, type OrderStatus } from './order.ts';
import type { OrderEventType } from './record-events.ts';

export type Move = {
  orderId: number;
  to: Exclude<OrderStatus, FinalStatus | 'submitting'>;
  /** When to look at it again. */
  dueAt: Date;
  source: string;
  note?: string;
  /** Who is to get it instead; only with `pending`: nobody has it. */
  providerId?: number;
};

// The provider that delivers it is asked about it from then on. A drip-feed starts with its first
// run; any other order when its provider is seen to deliver.
const MOVE = writing<[id: number]>(
  'orders-move',
  `with told as materialized (
     select o.id, m.status, m.due_at, m.event, m.source, m.data,
       coalesce(nullif(m.provider_id, 0), o.provider_id) as provider_id
     from unnest($1::int[], $2::order_status[], $3::timestamptz[], $4::int[], $5::text[],
                 $6::text[], $7::jsonb[])
       as m (id, status, due_at, provider_id, event, source, data)
     join orders o on o.id = m.id
     where exists (select from unnest($8::order_status[], $9::order_status[])
                     as legal (before, after)
                   where legal.before = o.status and legal.after = m.status)
     order by o.id for update of o
   ), moved as (
     update orders o set
       status = t.status, due_at = t.due_at, provider_id = t.provider_id,
       started_at = case when o.kind = 'drip_feed' and t.status = 'in_progress'
                         then coalesce(o.started_at, $10) else o.started_at end
     from told t where o.id = t.id
     returning o.id, o.account_id, o.status, o.provider_id, o.due_at, t.event, t.source, t.data
   ), followed as (
     insert into follows (order_id, provider_id, accepted_at, due_at)
     select id, provider_id, $10, due_at from moved
     where status in ('processing', 'in_progress') and provider_id is not null
     on conflict (order_id) do nothing
   ), said as (
     insert into order_events (order_id, account_id, type, source, data, at)
     select id, account_id, event, source, data, $10 from moved where event is not null
   )
   select id from moved`,
  { asArrays: true },
);

const LEGAL = Object.entries(TRANSITIONS).flatMap(([before, ways]) =>
  ways.map((after) => [before, after] as const),
);
const BEFORE = `{${LEGAL.map(([before]) => before).join()}}`;
const AFTER = `{${LEGAL.map(([, after]) => after).join()}}`;

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
    numbers(sorted.map((one) => one.orderId)),
    `{${sorted.map((one) => one.to).join()}}`,
    `{${sorted.map((one) => `"${one.dueAt.toISOString()}"`).join()}}`,
    numbers(sorted.map((one) => one.providerId ?? 0)),
    sorted.map(eventOf),
    sorted.map((one) => one.source.slice(0, 60)),
    sorted.map(dataOf),
    BEFORE,
    AFTER,
    now,
  ]);
  return new Set(rows.map(([id]) => id));
}

const eventOf = ({ to, providerId }: Move): OrderEventType | null =>
  providerId === undefined ? (EVENTS[to] ?? null) : 'order.rerouted';

function dataOf({ note, providerId }: Move): string | null {
  if (note === undefined && providerId === undefined) return null;
  return JSON.stringify({
    ...(note !== undefined && { note }),
    ...(providerId !== undefined && { provider: providerId }),
  });
}
