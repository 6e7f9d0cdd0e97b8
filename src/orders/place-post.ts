import { HELD, lockWallets, postTransfers, walletOf } from '#ledger/index.ts';
import { asRate, chargeFor } from '#lib/money.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { SubscriptionStatus } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';
import { changeSubscription } from './change-subscription.ts';
import { recordEvents } from './record-events.ts';
import { spendKey } from './spend-key.ts';
import { countSpending, findSpendLimits, passedLimit } from './spend-limits.sql.ts';

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
  posts_wanted: number | null;
  subscription: SubscriptionStatus;
  spend_key_id: number | null;
  daily_spend_cap: bigint | null;
};

const LOCK = reading<Parent>(
  'subscription-lock',
  `select o.account_id, o.rate, s.posts_ordered, s.status as subscription,
     s.posts + s.old_posts as posts_wanted, coalesce(k.spend_key_id, k.id) as spend_key_id, k.daily_spend_cap
   from orders o join subscriptions s on s.order_id = o.id left join api_keys k on k.id = o.key_id
   where o.id = $1 for update of o, s`,
);

// It is being delivered when it is found, and followed like any other order.
const INSERT = writing<{ id: number }>(
  'posts-insert',
  `with placed as (
     insert into orders (account_id, service_id, key_id, parent_id, kind, status, provider_id,
       quantity, remains, rate, charge, base_rate, own_rate, own_discount_bp, tier_discount_bp,
       coupon_id, coupon_discount_bp, request_hash, request_id, link, created_at, due_at,
       started_at)
     select account_id, service_id, key_id, id, 'post', 'in_progress', $2, $3, $3, rate, $4,
       base_rate, own_rate, own_discount_bp, tier_discount_bp, coupon_id, coupon_discount_bp,
       request_hash, 'p:' || id || ':' || $5::int, link, $6::timestamptz, $6, $6
     from orders where id = $1
     returning id, provider_id, due_at
   ), followed as (
     insert into follows (order_id, provider_id, accepted_at, due_at)
     select id, provider_id, due_at, due_at from placed
   )
   select id from placed`,
);

/**
 * Makes an order of a post that a provider delivers under a subscription, and holds its charge.
 * One beyond the posts that were ordered is none. Without the money, or where its key or its account may spend no more, the subscription pauses
 * and the answer is null; for want of money it says so once with a `balance.low`.
 */
export async function placePost(tx: Tx, post: Post): Promise<number | null> {
  const { subscriptionId, providerId, quantity, source, now } = post;
  const [parent] = await tx.rows(LOCK, [subscriptionId]);
  if (!parent || parent.posts_ordered === parent.posts_wanted) return null;
  const charge = chargeFor(asRate(parent.rate), quantity);
  const wallet = walletOf(parent.account_id);
  const money = (await lockWallets(tx, [wallet])).get(wallet);
  const pause = { orderId: subscriptionId, status: 'paused', now } as const;
  if (!money || money.balance + money.creditLimit < charge) {
    await changeSubscription(tx, { ...pause, pausedReason: 'balance.low' });
    if (parent.subscription !== 'paused') await tellLowBalance(tx, post, parent.account_id);
    return null;
  }
  if (!(await maySpend(tx, parent, charge, now))) {
    await changeSubscription(tx, { ...pause, pausedReason: 'spend_cap' });
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
  const active = { orderId: subscriptionId, status: 'active', pausedReason: null, now } as const;
  await changeSubscription(tx, active);
  const event = { orderId: id, accountId: parent.account_id, source };
  await recordEvents(tx, [{ ...event, type: 'order.created' }]);
  return id;
}

async function maySpend(tx: Tx, parent: Parent, amount: bigint, now: Date): Promise<boolean> {
  const { account_id: accountId, spend_key_id: keyId, daily_spend_cap: dailyCap } = parent;
  const limits = (await findSpendLimits(tx, [accountId], now)).get(accountId);
  if (limits && passedLimit(limits, amount) !== null) return false;
  if (keyId !== null && dailyCap !== null) {
    if (!(await spendKey(tx, { keyId, amount, dailyCap, now }))) return false;
  }
  if (limits) await countSpending(tx, new Map([[accountId, amount]]), now);
  return true;
}

const tellLowBalance = (tx: Tx, { subscriptionId, source }: Post, accountId: number) =>
  recordEvents(tx, [{ orderId: subscriptionId, accountId, type: 'balance.low', source }]);
