import { AppError } from '#lib/errors.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const RESEND = writing<{ message: string }>(
  'webhook-deliveries-resend',
  `update webhook_deliveries d set
     status = 'pending', due_at = $2, finished_at = null, attempts_before = d.attempts
   from webhook_endpoints e
   where d.id = $1 and not d.leased and e.id = d.endpoint_id and e.removed_at is null
   returning d.message`,
);

/**
 * Sends a delivery at once, whatever became of it: the same message under the same webhook-id, with
 * its ten attempts anew. Refuses `not_found`, and `conflict` while it is on its way.
 */
export async function resendDelivery(tx: Tx, deliveryId: bigint, now: Date): Promise<string> {
  const [resent] = await tx.run(RESEND, [deliveryId, now]);
  if (resent) return resent.message;
  const known = await tx
    .selectFrom('webhook_deliveries')
    .select('leased')
    .where('id', '=', deliveryId)
    .executeTakeFirst();
  if (known?.leased) throw new AppError('conflict', 'it is on its way just now');
  throw new AppError('not_found', `there is no delivery ${deliveryId} of a webhook that is there`);
}
