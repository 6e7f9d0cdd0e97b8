import type { ServiceType } from '#catalog/index.ts';
import { claimOrders, moveOrders, type ClaimedOrder } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { findRoutes, type OrderToSend, type Provider } from '#providers/index.ts';
import { orderToSend } from './order-to-send.ts';

/** One try to place an order at a provider, on record before its first byte is sent. */
export type Attempt = {
  id: bigint;
  number: number;
  orderId: number;
  orderedAt: Date;
  toSend: OrderToSend;
};

const INSERT = writing<[id: bigint, orderId: number, number: number]>(
  'attempts-insert',
  `insert into attempts (order_id, provider_id, number, worker, provider_service, started_at, lease_until)
   select c.order_id, $1, coalesce(
       (select max(number) from attempts a where a.order_id = c.order_id), 0) + 1,
     $2, c.provider_service, $3, $4
   from unnest($5::int[], $6::text[]) as c (order_id, provider_service)
   returning id, order_id, number`,
  { asArrays: true },
);

const TYPES = reading<[id: number, type: ServiceType]>(
  'services-types',
  'select id, type from services where id = any ($1::int[])',
  { asArrays: true },
);

const LEASE_MARGIN_MS = 30_000; // to write the outcome down, after the call's own time limit
const NO_ROUTE_PAUSE_MS = 10 * 60_000;

/** Takes up to `limit` due orders of a provider and records an attempt for each, in one commit. */
export async function claimAttempts(
  app: App,
  provider: Provider,
  { worker, limit }: { worker: string; limit: number },
): Promise<Attempt[]> {
  const now = new Date(app.clock.now());
  const leaseUntil = new Date(now.getTime() + provider.timeoutMs + LEASE_MARGIN_MS);
  return app.transact(async (tx) => {
    const orders = await claimOrders(tx, { providerId: provider.id, limit, now, leaseUntil });
    if (orders.length === 0) return [];
    const services = [...new Set(orders.map((one) => one.serviceId))];
    const routes = await findRoutes(tx, provider.id, services);
    const types = new Map(await tx.rows(TYPES, [services]));
    const sendable = orders.flatMap((order) => {
      const route = routes.get(order.serviceId);
      const type = types.get(order.serviceId);
      return route === undefined || type === undefined ? [] : [{ order, route, type }];
    });
    await postpone(
      tx,
      orders.filter((one) => !routes.has(one.serviceId)),
      now,
    );
    const rows = await tx.run(INSERT, [
      provider.id,
      worker,
      now,
      leaseUntil,
      sendable.map((one) => one.order.id),
      sendable.map((one) => one.route),
    ]);
    const attempts = new Map(rows.map(([id, orderId, number]) => [orderId, { id, number }]));
    return sendable.map(({ order, route, type }) => ({
      ...(attempts.get(order.id) as { id: bigint; number: number }),
      orderId: order.id,
      orderedAt: order.createdAt,
      toSend: orderToSend(order, route, type),
    }));
  });
}

/** The route was taken away after the order was placed; the operator may give it back. */
async function postpone(tx: Tx, orders: readonly ClaimedOrder[], now: Date): Promise<void> {
  const dueAt = new Date(now.getTime() + NO_ROUTE_PAUSE_MS);
  const source = 'system:dispatch';
  await moveOrders(
    tx,
    orders.map((one) => ({ orderId: one.id, to: 'pending', dueAt, source })),
    now,
  );
}
