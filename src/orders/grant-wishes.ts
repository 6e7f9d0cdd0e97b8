import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { closeWishes } from './close-wishes.ts';
import type { OrderKind } from './order.ts';
import { settleOrders } from './settle-orders.ts';
import { stopDripFeed } from './stop-drip-feed.ts';

// Waiting orders that came back from a provider they never reached, and drip-feeds: no provider
// has to be asked.
const OURS = reading<{ id: number; kind: OrderKind }>(
  'cancel-wishes-ours',
  `select o.id, o.kind from cancel_wishes w join orders o on o.id = w.order_id
   where w.status = 'requested' and (o.status = 'pending' or o.kind = 'drip_feed')
   order by o.id limit 100`,
);

const SOURCE = 'customer';

/** Cancels what customers wished to and no provider has. Answers how many wishes it met. */
export async function grantWishes(tx: Tx, now: Date): Promise<number> {
  const wishes = await tx.rows(OURS);
  const waiting = wishes.filter((one) => one.kind !== 'drip_feed');
  await settleOrders(
    tx,
    waiting.map((one) => ({
      orderId: one.id,
      from: 'pending',
      status: 'canceled',
      source: SOURCE,
    })),
    now,
  );
  for (const { id, kind } of wishes) {
    if (kind !== 'drip_feed') continue;
    await stopDripFeed(tx, { parentId: id, source: SOURCE, now });
    await closeWishes(tx, [{ orderId: id, met: true, source: 'system:drip-feed' }], now);
  }
  return wishes.length;
}
