import { randomUUID } from 'node:crypto';
import { reloadCatalog, type Service } from '#catalog/index.ts';
import type { Dialect } from '#keys/index.ts';
import { settleOrders } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { openBuyer, type Buyer } from './api.ts';
import { addService } from './shop.ts';

export type Fields = Record<string, string | number>;

/** A service on sale, somebody to buy it, and the call that does. */
export type Sale = { service: Service; buyer: Buyer; key: string; order: Fields };

export async function openSale(
  app: App,
  dialect: Dialect,
  balance = '10',
  row: Parameters<typeof addService>[1] = {},
): Promise<Sale> {
  const service = await addService(app, row);
  await reloadCatalog(app);
  const buyer = await openBuyer(app, balance);
  return { service, buyer, order: addFields(service), key: buyer.keys[dialect] };
}

/** An `add` of 1000 pieces under a request_id of its own. */
export const addFields = (service: Service, extra: Fields = {}): Fields => ({
  action: 'add',
  service: service.id,
  link: 'https://example.com/post',
  quantity: 1_000,
  request_id: randomUUID(),
  ...extra,
});

/** The number in what `add` answered, in either dialect. */
export function orderIdOf({ json }: { json: unknown }): number {
  const { order } = json as { order: string | number };
  return Number(String(order).replace('ord_', ''));
}

/** All that a refusal and a replay must leave alone. */
export async function countRows({ db }: App) {
  const count = async (table: 'orders' | 'transfers' | 'order_events' | 'coupon_uses') => {
    const row = await db
      .selectFrom(table)
      .select((from) => from.fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };
  return {
    orders: await count('orders'),
    transfers: await count('transfers'),
    events: await count('order_events'),
    couponUses: await count('coupon_uses'),
  };
}

/** Ends an order as a provider would: completed, or partial with so much remaining. */
export async function deliver(app: App, orderId: number, remains = 0): Promise<void> {
  await app.transact(async (tx) => {
    await tx
      .updateTable('orders')
      .set({ status: 'in_progress' })
      .where('id', '=', orderId)
      .execute();
    const ending =
      remains === 0
        ? ({ status: 'completed' } as const)
        : ({ status: 'partial', remains } as const);
    await settleOrders(tx, [{ orderId, source: 'test', ...ending }], new Date(app.clock.now()));
  });
}
