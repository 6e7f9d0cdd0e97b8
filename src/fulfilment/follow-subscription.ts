import {
  changeSubscription,
  lockOrders,
  placePost,
  settleOrders,
  unfollowOrders,
  type FollowedOrder,
} from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { adapterOf, type Provider, type Refusal, type ReportedStatus } from '#providers/index.ts';
import { postQuantity } from './post-quantity.ts';

type Standing = NonNullable<ReportedStatus['subscription']>;
type Terms = {
  min: number;
  max: number;
  /** How many more posts the customer ordered; null: all that come. */
  room: number | null;
};

const KNOWN = reading<{ provider_order_id: string }>(
  'posts-known',
  `select provider_order_id from attempts
   where provider_id = $1 and provider_order_id = any ($2::text[]) and outcome = 'accepted'`,
);

/**
 * Brings a standing order up to date: each post that its provider found becomes an order of ours,
 * charged then. It ends when the provider's has and all posts are placed, or with the last post
 * that was ordered: what the provider finds beyond it is not charged.
 */
export async function followSubscription(
  app: App,
  provider: Provider,
  order: Pick<FollowedOrder, 'id'>,
  report: ReportedStatus | Refusal | undefined,
): Promise<void> {
  const standing = report && 'subscription' in report ? report.subscription : null;
  if (!standing) return;
  const placed = await placePosts(app, provider, order.id, standing);
  if (placed === 'some') return;
  const now = new Date(app.clock.now());
  const status = placed === 'as many as ordered' ? 'completed' : standing.status;
  await app.transact((tx) =>
    follow(tx, order.id, { ...standing, status }, `provider:${provider.id}`, now),
  );
}

async function follow(
  tx: Tx,
  orderId: number,
  { status }: Standing,
  source: string,
  now: Date,
): Promise<void> {
  if (status === 'unclear') return;
  const pausedReason = status === 'paused' ? 'provider' : null;
  await changeSubscription(tx, { orderId, status, pausedReason, now });
  if (status === 'active' || status === 'paused') return;
  const ending = status === 'canceled' ? 'canceled' : 'completed';
  await settleOrders(tx, [{ orderId, status: ending, source }], now);
  await unfollowOrders(tx, [orderId]);
}

type Placing = 'all' | 'some' | 'as many as ordered';

/** Which posts are orders now; without the money the rest waits for it. */
async function placePosts(
  app: App,
  provider: Provider,
  subscriptionId: number,
  { orders: posts }: Standing,
): Promise<Placing> {
  if (posts.length === 0) return 'all';
  const terms = await readTerms(app, subscriptionId);
  const known = await app.db.rows(KNOWN, [provider.id, posts]);
  const seen = new Set(known.map((row) => row.provider_order_id));
  const room = terms.room ?? Infinity;
  const unseen = [...new Set(posts)].filter((post) => !seen.has(post)).slice(0, room);
  const fresh = unseen.slice(0, provider.statusBatch); // the rest waits for the next look
  if (fresh.length > 0 && !(await placeAll(app, provider, subscriptionId, fresh, terms))) {
    return 'some';
  }
  if (fresh.length < unseen.length) return 'some';
  return fresh.length === room ? 'as many as ordered' : 'all';
}

async function placeAll(
  app: App,
  provider: Provider,
  subscriptionId: number,
  posts: readonly string[],
  terms: Terms,
): Promise<boolean> {
  const answer = await adapterOf(app, provider).statuses(posts);
  if (!answer.ok) return false;
  for (const post of posts) {
    const report = answer.value.get(post);
    if (!report || 'error' in report) return false;
    const quantity = postQuantity(report, terms);
    if (quantity === null) return false;
    if (!(await place(app, provider, subscriptionId, post, quantity))) return false;
  }
  return true;
}

async function readTerms(app: App, subscriptionId: number): Promise<Terms> {
  const { min, max, ...row } = await app.db
    .selectFrom('subscriptions')
    .select(['min', 'max', 'posts', 'old_posts', 'posts_ordered'])
    .where('order_id', '=', subscriptionId)
    .executeTakeFirstOrThrow();
  const { posts, old_posts: old, posts_ordered: ordered } = row;
  return { min, max, room: posts === null ? null : Math.max(0, posts + old - ordered) };
}

const place = (
  app: App,
  provider: Provider,
  subscriptionId: number,
  post: string,
  quantity: number,
): Promise<boolean> =>
  app.transact(async (tx) => {
    const now = new Date(app.clock.now());
    // Another worker may have placed it meanwhile: a slow provider outlasts the lease.
    await lockOrders(tx, [subscriptionId]);
    if ((await tx.rows(KNOWN, [provider.id, [post]])).length > 0) return true;
    const orderId = await placePost(tx, {
      subscriptionId,
      providerId: provider.id,
      quantity,
      source: `provider:${provider.id}`,
      now,
    });
    if (orderId === null) return false;
    await tx
      .insertInto('attempts')
      .values({
        order_id: orderId,
        provider_id: provider.id,
        number: 1,
        worker: 'subscription',
        provider_service: '',
        outcome: 'accepted',
        provider_order_id: post,
        started_at: now,
        lease_until: now,
        finished_at: now,
      })
      .execute();
    return true;
  });
