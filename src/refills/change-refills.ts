import { recordEvents } from '#orders/index.ts';
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

type Row = { id: number; order_id: number; account_id: number; status: RefillStatus };

const CHANGE = writing<Row>(
  'refills-change',
  `update refills r set
     status = greatest(r.status, coalesce(c.status, r.status)),
     provider_refill_id = coalesce(r.provider_refill_id, c.provider_refill_id),
     note = coalesce(c.note, r.note),
     due_at = c.due_at,
     finished_at = case when c.status in ('completed', 'rejected') then $6::timestamptz end
   from unnest($1::int[], $2::refill_status[], $3::text[], $4::text[], $5::timestamptz[])
     as c (id, status, provider_refill_id, note, due_at)
   where r.id = c.id and r.status in ('pending', 'in_progress')
   returning r.id, r.order_id, r.account_id, r.status`,
);

/** Moves open refills forward; an ended one stays as it is. Endings are events of their order. */
export async function changeRefills(
  tx: Tx,
  changes: readonly RefillChange[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  const rows = await tx.run(CHANGE, [
    changes.map((one) => one.id),
    changes.map((one) => one.status),
    changes.map((one) => one.providerRefillId ?? null),
    changes.map((one) => one.note?.slice(0, 500) ?? null),
    changes.map((one) => one.dueAt),
    now,
  ]);
  const sources = new Map(changes.map((one) => [one.id, one.source]));
  await recordEvents(
    tx,
    rows.flatMap(({ id, order_id: orderId, account_id: accountId, status }) => {
      if (status !== 'completed' && status !== 'rejected') return [];
      const source = sources.get(id) ?? '';
      return [{ orderId, accountId, type: `refill.${status}`, source, data: { refill: id } }];
    }),
  );
}
