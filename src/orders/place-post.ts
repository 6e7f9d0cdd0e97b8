import { HELD, lockWallets, postTransfers, walletOf } from '#ledger/index.ts';
import { asRate, chargeFor } from '#lib/money.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { SubscriptionStatus } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';
import { changeSubscription } from './change-subscription.ts';
import { recordEvents } from './record-events.ts';

export type Post = {
  subscriptionId: number;
  providerId: number;
  quantity: number;
  source: string;
  now: Date;
};

type Parent = {
  account_id: number;
  rate: bigint;
  posts_ordered: number;
  subscription: SubscriptionStatus;
};

const LOCK = reading<Parent>(
  'subscription-lock',
  `select o.account_id, o.rate, s.posts_ordered, s.status as subscription
   from orders o join subscriptions s on s.order_id = o.id
   where o.id = $1 for update of o, s`,
);

const INSERT = writing<{ id: number }>(
  'posts-insert',
  `insert into orders (account_id, service_id, key_id, parent_id, kind, status, provider_id,
     quantity, remains, rate, charge, base_rate, own_rate, own_discount_bp, tier_discount_bp,
     coupon_id, coupon_discount_bp, request_hash, request_id, link, created_at, due_at,
     started_at)
   select account_id, service_id, key_id, id, 'post', 'in_progress', $2, $3, $3, rate, $4, base_rate,
     own_rate, own_discount_bp, tier_discount_bp, coupon_id, coupon_discount_bp, request_hash,
     'p:' || id || ':' || $5::int, link, $6::timestamptz, $6, $6
   from orders where id = $1
   returning id`,
);

/**
 * Makes an order of a post that a provider delivers under a subscription, and holds its charge.
 * Without the money the subscription pauses, once with a `balance.low`, and the answer is null.
 */
export async function placePost(tx: Tx, post: Post): Promise<number | null> {
  const { subscriptionId, providerId, quantity, source, now } = post;
  const [parent] = await tx.rows(LOCK, [subscriptionId]);
  if (!parent) return null;
  const charge = chargeFor(asRate(parent.rate), quantity);
  const wallet = walletOf(parent.account_id);
  const money = (await lockWallets(tx, [wallet])).get(wallet);
  if (!money || money.balance + money.creditLimit < charge) {
    await changeSubscription(tx, subscriptionId, 'paused', 'balance.low');
    if (parent.subscription !== 'paused') await tellLowBalance(tx, post, parent.account_id);
    return null;
  }
  const number = parent.posts_ordered + 1;
  const values = [subscriptionId, providerId, quantity, charge, number, now];
  const [placed] = await tx.run(INSERT, values);
  const id = (placed as { id: number }).id;
  if (charge > 0n) {
    const hold = { reference: String(id), fromId: wallet, toId: HELD, amount: charge };
    await postTransfers(tx, [{ kind: 'order.hold', ...hold }]);
  }
  await tx
    .updateTable('subscriptions')
    .set({ posts_ordered: number })
    .where('order_id', '=', subscriptionId)
    .execute();
  await changeSubscription(tx, subscriptionId, 'active', null);
  const event = { orderId: id, accountId: parent.account_id, source };
  await recordEvents(tx, [{ ...event, type: 'order.created' }]);
  return id;
}

const tellLowBalance = (tx: Tx, { subscriptionId, source }: Post, accountId: number) =>
  recordEvents(tx, [{ orderId: subscriptionId, accountId, type: 'balance.low', source }]);
