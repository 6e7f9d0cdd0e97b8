import type { OrderKind } from '#platform/db/schema.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type FollowedOrder = {
  id: number;
  kind: OrderKind;
  quantity: number;
  remains: number;
  startedAt: Date;
};

type Row = [id: number, kind: OrderKind, quantity: number, remains: number, startedAt: Date];

const TAKE = writing<Row>(
  'orders-follow',
  `with due as materialized (
     select id from orders
     where provider_id = $1 and status in ('processing', 'in_progress') and due_at <= $2
     order by due_at limit $3 for update skip locked
   )
   update orders o set due_at = $4 from due where o.id = due.id
   returning o.id, o.kind, o.quantity, o.remains, coalesce(o.started_at, o.created_at)`,
  { asArrays: true },
);

/** Orders at one provider whose status is due to be asked; nobody else gets them until `askedAgainAt`. */
export async function takeFollowed(
  tx: Tx,
  take: { providerId: number; limit: number; now: Date; askedAgainAt: Date },
): Promise<FollowedOrder[]> {
  const rows = await tx.run(TAKE, [take.providerId, take.now, take.limit, take.askedAgainAt]);
  return rows.map(([id, kind, quantity, remains, startedAt]) => ({
    id,
    kind,
    quantity,
    remains,
    startedAt,
  }));
}
