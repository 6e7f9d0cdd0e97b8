import { sql } from 'kysely';
import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';

const LONGEST_REASON = 500; // accounts_reason_is_short

/**
 * Shuts an account out of the API within a second, in every process. Suspending it again only
 * changes the reason. Refuses `not_found` and, for an empty or overlong reason, `invalid_parameter`.
 */
export async function suspendAccount(tx: Tx, id: number, reason: string): Promise<void> {
  const stated = reason.trim();
  if (stated === '' || stated.length > LONGEST_REASON) {
    throw new AppError('invalid_parameter', `give a reason of 1 to ${LONGEST_REASON} characters`, {
      parameter: 'reason',
    });
  }
  const suspended = await tx
    .updateTable('accounts')
    .set({ suspended_at: sql`coalesce(suspended_at, now())`, suspended_reason: stated })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!suspended) throw new AppError('not_found', 'there is no such account');
  await notify(tx, 'keys', `account/${id}`);
}
