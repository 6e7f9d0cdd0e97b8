import { AppError } from '#lib/errors.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { recordEvents } from './record-events.ts';

export type DripFeedPause = {
  orderId: number;
  /** Only where it is this account's; absent: whoever's it is. */
  accountId?: number;
  actor: Actor;
};

const PAUSE = writing<{ account_id: number }>(
  'drip-feed-pause',
  `update drip_feeds d set paused_at = $2 from orders o
   where d.order_id = $1 and o.id = d.order_id and d.next_run_at is not null and d.paused_at is null
     and ($3::int is null or o.account_id = $3)
   returning o.account_id`,
);

/**
 * Starts no more runs of a drip-feed until it is resumed; those under way go on, and the hold
 * stays. A repeat changes nothing. Refuses `order_not_found`, and `conflict` where none is to come.
 */
export async function pauseDripFeed(app: App, pause: DripFeedPause): Promise<void> {
  const { orderId, accountId, actor } = pause;
  const now = new Date(app.clock.now());
  await app.transact(async (tx) => {
    const [paused] = await tx.run(PAUSE, [orderId, now, accountId ?? null]);
    if (paused) {
      const event = { orderId, accountId: paused.account_id, source: actorName(actor) };
      await recordEvents(tx, [{ ...event, type: 'order.paused' }]);
      return;
    }
    const feed = await findDripFeed(tx, orderId, accountId);
    if (feed.next_run_at === null) throw new AppError('conflict', 'it has no runs to come');
  });
}

/** A drip-feed, of an account where one is named. Refuses `order_not_found`. */
export async function findDripFeed(
  db: Db,
  orderId: number,
  accountId: number | undefined,
): Promise<{ next_run_at: Date | null }> {
  const feed = await db
    .selectFrom('drip_feeds as d')
    .innerJoin('orders as o', 'o.id', 'd.order_id')
    .select(['d.next_run_at', 'o.account_id'])
    .where('d.order_id', '=', orderId)
    .executeTakeFirst();
  if (feed && (accountId === undefined || feed.account_id === accountId)) return feed;
  throw new AppError('order_not_found', 'No such drip-feed');
}
