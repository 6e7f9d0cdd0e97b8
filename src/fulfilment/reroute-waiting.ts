import { chooseRoute } from '#catalog/index.ts';
import { giveOrders, recordEvents } from '#orders/index.ts';
import type { Moment } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { findRoutesLeft } from './find-routes-left.ts';

export type Reroute = {
  providerId: number;
  /** Where the last page ended; 0 to begin. */
  afterId: number;
  limit: number;
  /** For the order's story; default: the provider does not answer. */
  why?: string;
};

const WAITING = reading<[id: number, accountId: number]>(
  'orders-waiting-at',
  `select o.id, o.account_id from orders o
   where o.provider_id = $1 and o.status = 'pending' and o.id > $2
     and exists (select from service_routes r where r.service_id = o.service_id
                 and r.provider_id <> $1 and r.active)
   order by o.id limit $3 for update skip locked`,
  { asArrays: true },
);

/**
 * Gives orders that wait for a provider, which does not answer or is paused, to others that do and
 * did not refuse them. One that no other takes goes on waiting. Works page by page; answers how
 * many went and where the next page begins, null after the last.
 */
export async function rerouteWaiting(
  tx: Tx,
  { providerId, afterId, limit, why = 'the provider does not answer' }: Reroute,
  { now, random }: Moment,
): Promise<{ moved: number; afterId: number | null }> {
  const rows = await tx.rows(WAITING, [providerId, afterId, limit]);
  if (rows.length === 0) return { moved: 0, afterId: null };
  const left = await findRoutesLeft(
    tx,
    rows.map(([id]) => id),
    now,
  );
  const gifts = rows.flatMap(([orderId, accountId]) => {
    const { routes, tried } = left.of(orderId);
    const others = routes.filter(
      (route) =>
        route.providerId !== providerId &&
        !left.down.has(route.providerId) &&
        tried.get(route.providerId)?.refused !== true,
    );
    const route = chooseRoute(others, random);
    return route ? [{ orderId, accountId, providerId: route.providerId }] : [];
  });
  await giveOrders(tx, gifts);
  await recordEvents(
    tx,
    gifts.map((one) => ({
      orderId: one.orderId,
      accountId: one.accountId,
      type: 'order.rerouted',
      source: `provider:${providerId}`,
      data: { provider: one.providerId, note: why },
    })),
  );
  return { moved: gifts.length, afterId: rows.length < limit ? null : (rows.at(-1)?.[0] ?? null) };
}
