import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { WishStatus } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { cancelOutlook } from './cancel-outlook.ts';
import type { OrderKind, OrderStatus } from './order.ts';
import { settleOrders } from './settle-orders.ts';
import { stopDripFeed } from './stop-drip-feed.ts';
import { wishCancel } from './wish-cancel.ts';

const FIND = reading<{ kind: OrderKind; status: OrderStatus; wish: WishStatus | null }>(
  'order-for-cancel',
  `select kind, status, (select w.status from cancel_wishes w where w.order_id = o.id) as wish
   from orders o where id = $1 and account_id = $2`,
);

const SOURCE = 'customer';

/**
 * Cancels an order of the account: one that waits for a provider is refunded at once, of a
 * drip-feed the runs that did, and for any other the wish is kept to be passed on. A repeat is
 * answered like the first. Refuses `order_not_found`, and `cancel_refused` for what is delivered.
 */
export const cancelOrder = (app: App, accountId: number, orderId: number): Promise<void> =>
  app.transact((tx) => cancel(tx, { accountId, orderId, now: new Date(app.clock.now()) }));

type Wish = { accountId: number; orderId: number; now: Date };

async function cancel(tx: Tx, { accountId, orderId, now }: Wish): Promise<void> {
  const [order] = await tx.rows(FIND, [orderId, accountId]);
  if (!order) throw new AppError('order_not_found', 'Order not found', { parameter: 'order' });
  const outlook = cancelOutlook(order);
  if (!outlook.can) {
    if (outlook.why !== 'ended' || order.wish !== null) return;
    throw new AppError('cancel_refused', `The order is already ${order.status}`);
  }
  if (outlook.how === 'runs_stop') {
    // What a repeat is answered by, however the runs end; the worker finds it met already.
    await wishCancel(tx, { orderIds: [orderId], source: SOURCE, now });
    await stopDripFeed(tx, { parentId: orderId, source: SOURCE, now });
    return;
  }
  // A worker may claim it meanwhile.
  const ending = { orderId, from: 'pending', status: 'canceled', source: SOURCE } as const;
  const ended = await settleOrders(tx, [ending], now);
  if (!ended.has(orderId)) await wishCancel(tx, { orderIds: [orderId], source: SOURCE, now });
}
