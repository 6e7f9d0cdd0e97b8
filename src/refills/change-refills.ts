import { recordEvents, recordRequests, type RequestStage } from '#orders/index.ts';
import type { RefillStatus } from '#platform/db/schema.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type RefillChange = {
  id: number;
  /** Null: only look again later. */
  status: RefillStatus | null;
  providerRefillId?: string;
  note?: string;
  dueAt: Date;
  source: string;
};

type Row = {
  id: number;
  order_id: number;
  account_id: number;
  status: RefillStatus;
  note: string | null;
  before: RefillStatus;
};

const CHANGE = writing<Row>(
  'refills-change',
  `with told as (
     select r.id, r.status as before, c.status, c.provider_refill_id, c.note, c.due_at
     from refills r
     join unnest($1::int[], $2::refill_status[], $3::text[], $4::text[], $5::timestamptz[])
       as c (id, status, provider_refill_id, note, due_at) on c.id = r.id
     where r.status in ('pending', 'in_progress')
     order by r.id for update of r
   )
   update refills r set
     status = greatest(r.status, coalesce(t.status, r.status)),
     provider_refill_id = coalesce(r.provider_refill_id, t.provider_refill_id),
     note = coalesce(t.note, r.note),
     due_at = t.due_at,
     finished_at = case when t.status in ('completed', 'rejected') then $6::timestamptz end
   from told t where r.id = t.id
   returning r.id, r.order_id, r.account_id, r.status, t.note, t.before`,
);

const STAGES: Record<RefillStatus, RequestStage | null> = {
  pending: null,
  in_progress: 'accepted',
  completed: 'done',
  rejected: 'refused',
};

/**
 * Moves open refills forward; an ended one stays as it is. Each step is in the story of its order's
 * requests, an ending is an event of the order. Answers the ids of those that were still open.
 */
export async function changeRefills(
  tx: Tx,
  changes: readonly RefillChange[],
  now: Date,
): Promise<Set<number>> {
  if (changes.length === 0) return new Set();
  const rows = await tx.run(CHANGE, [
    changes.map((one) => one.id),
    changes.map((one) => one.status),
    changes.map((one) => one.providerRefillId ?? null),
    changes.map((one) => one.note?.slice(0, 500) ?? null),
    changes.map((one) => one.dueAt),
    now,
  ]);
  const sources = new Map(changes.map((one) => [one.id, one.source]));
  const moved = rows
    .filter((row) => row.status !== row.before)
    .map((row) => ({ ...row, source: sources.get(row.id) ?? '' }));
  await recordRequests(
    tx,
    moved.flatMap(({ id, order_id: orderId, status, source, note }) => {
      const stage = STAGES[status];
      return stage === null ? [] : [{ orderId, refillId: id, stage, source, note }];
    }),
    now,
  );
  await recordEvents(
    tx,
    moved.flatMap(({ id, order_id: orderId, account_id: accountId, status, source }) => {
      if (status !== 'completed' && status !== 'rejected') return [];
      return [{ orderId, accountId, type: `refill.${status}`, source, data: { refill: id } }];
    }),
  );
  return new Set(rows.map((row) => row.id));
}
