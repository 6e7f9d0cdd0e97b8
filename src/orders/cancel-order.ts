import { HELD, postTransfers, PROMOTION, walletOf, type Transfer } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { asMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { isFinal, type OrderKind, type OrderStatus } from './order.ts';

type Row = {
  id: number;
  account_id: number;
  kind: OrderKind;
  status: OrderStatus;
  charge: bigint;
  coupon_amount: bigint;
};

// Never claimed: an attempt is written, and committed, before anything is sent to a provider.
const CANCEL = writing<Row>(
  'order-cancel',
  `update orders o set status = 'canceled', refunded = charge, finished_at = now()
   where id = $1 and account_id = $2 and status = 'pending' and kind in ('single', 'run', 'post')
     and not exists (select from attempts a where a.order_id = o.id)
   returning id, account_id, kind, status, charge, coupon_amount`,
);

const FIND = reading<Row>(
  'order-for-cancel',
  `select id, account_id, kind, status, charge, coupon_amount from orders
   where id = $1 and account_id = $2`,
);

const WISH = writing(
  'cancel-wish',
  'insert into cancel_wishes (order_id) values ($1) on conflict (order_id) do nothing',
);

const TELL = writing(
  'order-canceled-event',
  `insert into order_events (order_id, account_id, type, source)
   values ($1, $2, 'order.canceled', 'customer'), ($1, $2, 'order.refunded', 'customer')`,
);

/**
 * Cancels an order of the account: one that no provider was ever asked for is refunded at once,
 * for any other the wish is kept to be passed on. A repeat is answered like the first. Refuses with
 * `order_not_found`, and `cancel_refused` for what has already been delivered.
 */
export const cancelOrder = (app: App, accountId: number, orderId: number): Promise<void> =>
  app.transact((tx) => cancel(tx, accountId, orderId));

async function cancel(tx: Tx, accountId: number, orderId: number): Promise<void> {
  const [canceled] = await tx.run(CANCEL, [orderId, accountId]);
  if (canceled) {
    await postTransfers(tx, refundOf(canceled));
    await tx.run(TELL, [orderId, accountId]);
    return;
  }
  const [order] = await tx.rows(FIND, [orderId, accountId]);
  if (!order) throw new AppError('order_not_found', 'Order not found', { parameter: 'order' });
  if (order.status === 'canceled') return;
  if (isFinal(order.status)) {
    throw new AppError('cancel_refused', `The order is already ${order.status}`);
  }
  await tx.run(WISH, [orderId]);
}

function refundOf(order: Row): Transfer[] {
  const reference = String(order.id);
  const toWallet = asMoney(order.charge - order.coupon_amount);
  const toPromotion = asMoney(order.coupon_amount);
  const wallet = walletOf(order.account_id);
  return [
    { kind: 'order.refund', reference, fromId: HELD, toId: wallet, amount: toWallet },
    { kind: 'order.coupon_return', reference, fromId: HELD, toId: PROMOTION, amount: toPromotion },
  ].filter((one) => one.amount > 0n) as Transfer[];
}
