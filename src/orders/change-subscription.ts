import type { SubscriptionStatus } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';

/** Sets a standing order's own word. One that is over stays so. */
export async function changeSubscription(
  tx: Tx,
  orderId: number,
  status: SubscriptionStatus,
  pausedReason: string | null,
): Promise<void> {
  await tx
    .updateTable('subscriptions')
    .set({ status, paused_reason: pausedReason })
    .where('order_id', '=', orderId)
    .where('status', 'in', ['active', 'paused'])
    .execute();
}
