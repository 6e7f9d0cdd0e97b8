import { isPaid, routesOf, type Route } from '#catalog/index.ts';
import type { AttemptOutcome } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Tried } from './next-route.ts';

type Order = [id: number, serviceId: number, quantity: number, rate: bigint];
type Try = [
  orderId: number,
  providerId: number,
  outcome: AttemptOutcome,
  times: number,
  last: number,
];

const ORDERS = reading<Order>(
  'orders-to-route',
  'select id, service_id, quantity, rate from orders where id = any ($1::int[])',
  { asArrays: true },
);

const TRIES = reading<Try>(
  'attempts-tried',
  `select order_id, provider_id, outcome, count(*)::int, max(number) from attempts
   where order_id = any ($1::int[]) and outcome is not null group by 1, 2, 3`,
  { asArrays: true },
);

const DOWN = reading<[providerId: number]>(
  'breakers-open',
  `select distinct provider_id from provider_breakers where state <> 'closed' and since > $1`,
  { asArrays: true },
);

export type RoutesLeft = {
  of(orderId: number): { routes: readonly Route[]; tried: ReadonlyMap<number, Tried> };
  down: ReadonlySet<number>;
};

export const BREAKER_FRESH_MS = 2 * 60_000; // an open one probes every 30 s and writes it; else it died

/**
 * Which routes these orders may still take, none that costs more than they bring, who refused them,
 * and who does not answer.
 */
export async function findRoutesLeft(
  tx: Tx,
  orderIds: readonly number[],
  now: Date,
): Promise<RoutesLeft> {
  const [orders, tries, down] = await Promise.all([
    tx.rows(ORDERS, [orderIds]),
    tx.rows(TRIES, [orderIds]),
    tx.rows(DOWN, [new Date(now.getTime() - BREAKER_FRESH_MS)]),
  ]);
  const routes = await routesOf(tx, [...new Set(orders.map(([, serviceId]) => serviceId))]);
  const byId = new Map(orders.map((order) => [order[0], order]));
  const triesOf = Map.groupBy(tries, ([orderId]) => orderId);
  return {
    of(orderId) {
      const [, serviceId, quantity, rate] = byId.get(orderId) ?? [0, 0, 0, 0n];
      const all = routes.get(serviceId) ?? [];
      return {
        routes: all.filter((route) => isPaid(route, { rate, quantity })),
        tried: triedOf(triesOf.get(orderId) ?? []),
      };
    },
    down: new Set(down.map(([id]) => id)),
  };
}

function triedOf(tries: readonly Try[]): Map<number, Tried> {
  const tried = new Map<number, Tried>();
  for (const [, providerId, outcome, times, last] of tries) {
    const one = tried.get(providerId) ?? { refused: false, neverSent: 0, last: 0 };
    tried.set(providerId, {
      refused: one.refused || outcome === 'refused',
      neverSent: outcome === 'never_sent' ? times : one.neverSent,
      last: Math.max(one.last, last),
    });
  }
  return tried;
}
