import { AppError } from '#lib/errors.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import { recordEvents } from './record-events.ts';

export type DripFeedPause = { orderId: number; actor: Actor };

const PAUSE = writing<{ account_id: number }>(
  'drip-feed-pause',
  `update drip_feeds d set paused_at = $2 from orders o
   where d.order_id = $1 and o.id = d.order_id and d.next_run_at is not null and d.paused_at is null
   returning o.account_id`,
);

/**
 * Starts no more runs of a drip-feed until it is resumed; those under way go on, and the hold
 * stays. A repeat changes nothing. Refuses `order_not_found`, and `conflict` where none is to come.
 */
export async function pauseDripFeed(app: App, { orderId, actor }: DripFeedPause): Promise<void> {
  const now = new Date(app.clock.now());
  await app.transact(async (tx) => {
    const [paused] = await tx.run(PAUSE, [orderId, now]);
    if (paused) {
      const event = { orderId, accountId: paused.account_id, source: actorName(actor) };
      await recordEvents(tx, [{ ...event, type: 'order.paused' }]);
      return;
    }
    const feed = await tx
      .selectFrom('drip_feeds')
      .select('next_run_at')
      .where('order_id', '=', orderId)
      .executeTakeFirst();
    if (!feed) throw new AppError('order_not_found', 'No such drip-feed');
    if (feed.next_run_at === null) throw new AppError('conflict', 'it has no runs to come');
  });
}
