import { AppError } from '#lib/errors.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const RESEND = writing<{ message: string }>(
  'webhook-deliveries-resend',
  `update webhook_deliveries d set
     status = 'pending', due_at = $2, finished_at = null, attempts_before = d.attempts
   from webhook_endpoints e
   where d.id = $1 and not d.leased and e.id = d.endpoint_id and e.removed_at is null
     and ($3::int is null or e.account_id = $3)
   returning d.message`,
);

/**
 * Sends a delivery at once, whatever became of it: the same message under the same webhook-id, with
 * its ten attempts anew. Refuses `not_found`, also where it is none of this account's, and `conflict` while it is on its way.
 */
export async function resendDelivery(
  tx: Tx,
  deliveryId: bigint,
  now: Date,
  accountId: number | null = null,
): Promise<string> {
  const [resent] = await tx.run(RESEND, [deliveryId, now, accountId]);
  if (resent) return resent.message;
  let wanted = tx
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_endpoints as e', 'e.id', 'd.endpoint_id')
    .select('d.leased')
    .where('d.id', '=', deliveryId);
  if (accountId !== null) wanted = wanted.where('e.account_id', '=', accountId);
  const known = await wanted.executeTakeFirst();
  if (known?.leased) throw new AppError('conflict', 'it is on its way just now');
  throw new AppError('not_found', `there is no delivery ${deliveryId} of a webhook that is there`);
}
