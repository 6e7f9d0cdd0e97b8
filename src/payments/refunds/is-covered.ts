import type { Db } from '#platform/db/types.ts';
import type { Refund } from './refund.ts';

/**
 * Whether a payment still holds what a refund of it is to send: who charges back while the refund
 * waits is not to get the money twice.
 */
export async function isCovered(db: Db, { paymentId, amount }: Refund): Promise<boolean> {
  const { credited, reversed_credit, refunded } = await db
    .selectFrom('payments')
    .select(['credited', 'reversed_credit', 'refunded'])
    .where('id', '=', paymentId)
    .executeTakeFirstOrThrow();
  return credited - reversed_credit - refunded >= amount;
}
