import type { SubscriptionStatus } from '#platform/db/schema.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type SubscriptionChange = {
  orderId: number;
  status: SubscriptionStatus;
  pausedReason: string | null;
  now: Date;
};

const CHANGE = writing(
  'subscription-change',
  `update subscriptions set status = $2, paused_reason = $3,
     paused_at = case when $2 = 'paused' then coalesce(paused_at, $4) end
   where order_id = $1 and status in ('active', 'paused')
     and (status, paused_reason) is distinct from ($2::subscription_status, $3)`,
);

/** Sets a standing order's own word. One that is over stays so. */
export async function changeSubscription(tx: Tx, change: SubscriptionChange): Promise<void> {
  const { orderId, status, pausedReason, now } = change;
  await tx.run(CHANGE, [orderId, status, pausedReason, now]);
}
