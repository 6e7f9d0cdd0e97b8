import { chooseRoute, payingRoutes, routesOf } from '#catalog/index.ts';
import type { Moment } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { giveOrders } from './give-orders.ts';

const UNROUTED = reading<[serviceId: number]>(
  'services-unrouted',
  `select distinct service_id from orders
   where status = 'pending' and provider_id is null and kind <> 'drip_feed'`,
  { asArrays: true },
);

const WAITING = reading<[id: number, serviceId: number, quantity: number, rate: bigint]>(
  'orders-unrouted',
  `select id, service_id, quantity, rate from orders
   where status = 'pending' and provider_id is null and kind <> 'drip_feed'
     and service_id = any ($1::int[])
   order by id limit $2 for update skip locked`,
  { asArrays: true },
);

const BATCH = 5_000; // rows that one transaction may hold

/** Gives a provider to orders that wait while their service had none. Answers how many there were. */
export async function routeWaiting(tx: Tx, { random }: Pick<Moment, 'random'>): Promise<number> {
  const services = (await tx.rows(UNROUTED)).map(([id]) => id);
  const routes = await routesOf(tx, services);
  if (routes.size === 0) return 0;
  const orders = await tx.rows(WAITING, [[...routes.keys()], BATCH]);
  const gifts = orders.flatMap(([orderId, serviceId, quantity, rate]) => {
    const paying = payingRoutes(routes.get(serviceId) ?? [], { rate, quantity });
    const route = chooseRoute(paying, random);
    return route ? [{ orderId, providerId: route.providerId }] : [];
  });
  await giveOrders(tx, gifts);
  return orders.length;
}
