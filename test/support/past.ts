import { placeOrder, settleOrders, type Ending } from '#orders/index.ts';
import type { Service } from '#catalog/index.ts';
import type { App } from '#platform/app.ts';
import { orderOf } from './shop.ts';

export type PastOrder = {
  accountId: number;
  service: Service;
  quantity?: number;
  link?: string;
  tierDiscountBp?: number;
  /** Seconds from order to the first piece and to its end. */
  startS?: number;
  finishS?: number;
  /** How long ago it was placed. */
  agoS?: number;
} & ({ status?: 'completed' | 'canceled' } | { status: 'partial'; remains: number });

/** Places an order and ends it by the product's own verbs; only its times are put into the past. */
export async function endOrder(app: App, past: PastOrder): Promise<number> {
  const { accountId, service, quantity = 1_000, link = 'https://example.com/post' } = past;
  const { startS = 60, finishS = 600, agoS = 3_600, tierDiscountBp = 0 } = past;
  const order = orderOf(accountId, service, { link, quantity });
  const { orderId } = await placeOrder(app, {
    ...order,
    buyer: { ...order.buyer, tierDiscountBp },
  });
  const placedAt = new Date(app.clock.now() - agoS * 1_000);
  const after = (seconds: number) => new Date(placedAt.getTime() + seconds * 1_000);
  await app.transact(async (tx) => {
    const started = past.status === 'canceled' ? {} : { started_at: after(startS) };
    await tx
      .updateTable('orders')
      .set({ status: 'in_progress', created_at: placedAt, ...started })
      .where('id', '=', orderId)
      .execute();
    await settleOrders(tx, [endingOf(orderId, past)], after(finishS));
  });
  return orderId;
}

function endingOf(orderId: number, past: PastOrder): Ending {
  const source = 'test';
  return past.status === 'partial'
    ? { orderId, source, status: 'partial', remains: past.remains }
    : { orderId, source, status: past.status ?? 'completed' };
}
