import { actorName, type App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import { findDripFeed, type DripFeedPause } from './pause-drip-feed.ts';
import { recordEvents } from './record-events.ts';

const RESUME = writing<{ account_id: number }>(
  'drip-feed-resume',
  `update drip_feeds d set paused_at = null from orders o
   where d.order_id = $1 and o.id = d.order_id and d.paused_at is not null
     and ($2::int is null or o.account_id = $2)
   returning o.account_id`,
);

/**
 * Lets a paused drip-feed go on: a run that fell into the pause starts now, and the others follow
 * it at their interval. A repeat changes nothing. Refuses `order_not_found`.
 */
export async function resumeDripFeed(app: App, pause: DripFeedPause): Promise<void> {
  const { orderId, accountId, actor } = pause;
  await app.transact(async (tx) => {
    const [resumed] = await tx.run(RESUME, [orderId, accountId ?? null]);
    if (resumed) {
      const event = { orderId, accountId: resumed.account_id, source: actorName(actor) };
      await recordEvents(tx, [{ ...event, type: 'order.resumed' }]);
      return;
    }
    await findDripFeed(tx, orderId, accountId);
  });
}
