import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { isFinal, type OrderKind, type OrderStatus } from './order.ts';
import { settleOrders } from './settle-orders.ts';
import { stopDripFeed } from './stop-drip-feed.ts';
import { wishCancel } from './wish-cancel.ts';

type Row = {
  id: number;
  account_id: number;
  kind: OrderKind;
  status: OrderStatus;
  claimed: boolean;
};

const SOURCE = 'customer';

// With its parent, in id order, as everything locks that may end a run.
const LOCK = reading<Row>(
  'order-lock-to-cancel',
  `select o.id, o.account_id, o.kind, o.status,
     exists (select from attempts a where a.order_id = o.id) as claimed
   from orders o
   where o.id = $1 or o.id = (select parent_id from orders where id = $1)
   order by o.id for update of o`,
);

/**
 * Cancels an order of the account: one that no provider was ever asked for is refunded at once,
 * for any other the wish is kept to be passed on. A repeat is answered like the first. Refuses with
 * `order_not_found`, and with `cancel_refused` what has been delivered already.
 */
export const cancelOrder = (app: App, accountId: number, orderId: number): Promise<void> =>
  app.transact((tx) => cancel(tx, accountId, orderId, new Date(app.clock.now())));

async function cancel(tx: Tx, accountId: number, orderId: number, now: Date): Promise<void> {
  const rows = await tx.rows(LOCK, [orderId]);
  const order = rows.find((row) => row.id === orderId);
  if (order?.account_id !== accountId) {
    throw new AppError('order_not_found', 'Order not found', { parameter: 'order' });
  }
  if (order.status === 'canceled') return;
  if (isFinal(order.status)) {
    throw new AppError('cancel_refused', `The order is already ${order.status}`);
  }
  if (order.kind === 'drip_feed') {
    await stopDripFeed(tx, { parentId: orderId, source: SOURCE, now });
  } else if (order.status === 'pending' && !order.claimed) {
    await settleOrders(tx, [{ orderId, status: 'canceled', source: SOURCE }], now);
  } else {
    await wishCancel(tx, [orderId], now);
  }
}
