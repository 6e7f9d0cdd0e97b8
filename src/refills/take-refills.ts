import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type DueRefill = {
  id: number;
  orderId: number;
  providerRefillId: string | null;
  requestedAt: Date;
};

type Row = [id: number, orderId: number, providerRefillId: string | null, requestedAt: Date];

// That it was sent is noted with the first try; the later ones repeat it.
const TAKE = writing<Row>(
  'refills-take',
  `with due as materialized (
     select r.id, r.order_id from refills r join orders o on o.id = r.order_id
     where r.status in ('pending', 'in_progress') and r.due_at <= $2 and o.provider_id = $1
       and (r.provider_refill_id is not null) = $5
     order by r.due_at limit $3 for update of r skip locked
   ), told as (
     insert into request_events (order_id, refill_id, stage, source, at)
     select order_id, id, 'sent', 'system:worker', $2::timestamptz from due
     where not $5 and not exists (
       select from request_events e
       where e.order_id = due.order_id and e.refill_id = due.id and e.stage = 'sent')
   )
   update refills r set due_at = $4 from due where r.id = due.id
   returning r.id, r.order_id, r.provider_refill_id, r.requested_at`,
  { asArrays: true },
);

/** Refills at one provider that are due; nobody else gets them until `askedAgainAt`. */
export async function takeRefills(
  tx: Tx,
  take: { providerId: number; sent: boolean; limit: number; now: Date; askedAgainAt: Date },
): Promise<DueRefill[]> {
  const { providerId, now, limit, askedAgainAt, sent } = take;
  const rows = await tx.run(TAKE, [providerId, now, limit, askedAgainAt, sent]);
  return rows.map(([id, orderId, providerRefillId, requestedAt]) => ({
    id,
    orderId,
    providerRefillId,
    requestedAt,
  }));
}
