import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { OrderKind, OrderStatus } from './order.ts';

/** An order under way as it was when its turn came to be asked about. */
export type FollowedOrder = {
  id: number;
  serviceId: number;
  kind: OrderKind;
  status: OrderStatus;
  quantity: number;
  remains: number;
  startCount: bigint | null;
  /** Its provider was seen to deliver it. */
  started: boolean;
  acceptedAt: Date;
  /** When it was asked about last. */
  askedAt: Date | null;
};

type Row = [
  id: number,
  serviceId: number,
  kind: OrderKind,
  status: OrderStatus,
  quantity: number,
  remains: number,
  startCount: bigint | null,
  started: boolean,
  acceptedAt: Date,
  askedAt: Date | null,
];

const TAKE = reading<Row>(
  'orders-follow',
  `with due as materialized (
     select order_id, accepted_at, asked_at from follows
     where provider_id = $1 and due_at <= $2
     order by due_at limit $3 for update skip locked
   )
   select o.id, o.service_id, o.kind, o.status, o.quantity, o.remains, o.start_count,
     o.started_at is not null, d.accepted_at, d.asked_at
   from due d join orders o on o.id = d.order_id`,
  { asArrays: true },
);

/**
 * Takes orders at one provider whose turn it is to be asked about, the longest due first; nobody
 * else gets them while the transaction lasts. Some may have ended already.
 */
export async function takeFollowed(
  tx: Tx,
  { providerId, limit, now }: { providerId: number; limit: number; now: Date },
): Promise<FollowedOrder[]> {
  const rows = await tx.rows(TAKE, [providerId, now, limit]);
  return rows.map(
    ([
      id,
      serviceId,
      kind,
      status,
      quantity,
      remains,
      startCount,
      started,
      acceptedAt,
      askedAt,
    ]) => ({
      id,
      serviceId,
      kind,
      status,
      quantity,
      remains,
      startCount,
      started,
      acceptedAt,
      askedAt,
    }),
  );
}
