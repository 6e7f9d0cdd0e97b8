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

type Standing = NonNullable<ReportedStatus['subscription']>;
type Range = { min: number; max: number };

const KNOWN = reading<{ provider_order_id: string }>(
  'posts-known',
  `select provider_order_id from attempts
   where provider_id = $1 and provider_order_id = any ($2::text[]) and outcome = 'accepted'`,
);

/**
 * Brings a standing order up to date: each post that its provider found becomes an order of ours,
 * charged then, and the standing order ends when the provider's has and all posts are placed.
 */
export async function followSubscription(
  app: App,
  provider: Provider,
  order: Pick<FollowedOrder, 'id'>,
  report: ReportedStatus | Refusal | undefined,
): Promise<void> {
  const standing = report && 'subscription' in report ? report.subscription : null;
  if (!standing) return;
  const placedAll = await placePosts(app, provider, order.id, standing);
  if (!placedAll || standing.status === 'unclear') return;
  const now = new Date(app.clock.now());
  await app.transact((tx) => follow(tx, order.id, standing, `provider:${provider.id}`, now));
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

/** Answers whether all posts are orders now; without the money the rest waits for it. */
async function placePosts(
  app: App,
  provider: Provider,
  subscriptionId: number,
  { orders: posts }: Standing,
): Promise<boolean> {
  if (posts.length === 0) return true;
  const known = await app.db.rows(KNOWN, [provider.id, posts]);
  const seen = new Set(known.map((row) => row.provider_order_id));
  const unseen = [...new Set(posts)].filter((post) => !seen.has(post));
  const fresh = unseen.slice(0, 100); // the de-facto limit of a call; the rest waits for the next
  if (fresh.length === 0) return true;
  const answer = await adapterOf(app, provider).statuses(fresh);
  if (!answer.ok) return false;
  const range = await app.db
    .selectFrom('subscriptions')
    .select(['min', 'max'])
    .where('order_id', '=', subscriptionId)
    .executeTakeFirstOrThrow();
  for (const post of fresh) {
    const report = answer.value.get(post);
    if (!report || 'error' in report) return false;
    const placed = await place(app, provider, subscriptionId, post, quantityOf(report, range));
    if (!placed) return false;
  }
  return fresh.length === unseen.length;
}

/**
 * The protocol tells no quantity of a post. What remains when it is first seen is the best there
 * is, within the customer's range; a post already delivered counts as the least of it.
 */
const quantityOf = ({ remains }: ReportedStatus, { min, max }: Range): number =>
  Math.min(max, Math.max(min, typeof remains === 'number' ? remains : min));

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
