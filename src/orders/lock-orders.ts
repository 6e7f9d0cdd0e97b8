import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { OrderKind, OrderStatus } from './order.ts';

export type LockedOrder = {
  id: number;
  account_id: number;
  parent_id: number | null;
  kind: OrderKind;
  status: OrderStatus;
  quantity: number;
  remains: number;
  rate: bigint;
  charge: bigint;
  coupon_amount: bigint;
};

const LOCK = reading<LockedOrder>(
  'orders-lock',
  `select id, account_id, parent_id, kind, status, quantity, remains, rate, charge, coupon_amount
   from orders
   where id in (
     select unnest($1::int[])
     union
     select parent_id from orders where id = any ($1::int[])
   )
   order by id for update`,
);

/**
 * Locks orders together with the parents of runs and posts, all in id order: a parent is older
 * than its runs. Whoever changes several orders that others may change too starts with this, or
 * the stop of a drip-feed and the report on its runs wait for each other.
 */
export const lockOrders = (tx: Tx, orderIds: readonly number[]): Promise<LockedOrder[]> =>
  tx.rows(LOCK, [orderIds]);
