import { restoreAccount } from '#accounts/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';

/**
 * Gives a closed account back to its owner; keys and webhooks are new ones. Refuses `not_found` for
 * an account that is not closed, and `conflict` once it is erased.
 */
export async function reopenAccount(tx: Tx, accountId: number): Promise<void> {
  const closing = await tx
    .selectFrom('account_closings')
    .select('erased_at')
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (!closing) throw new AppError('not_found', 'this account is not closed');
  if (closing.erased_at) throw new AppError('conflict', 'this account is erased');
  await tx.deleteFrom('account_closings').where('account_id', '=', accountId).execute();
  await restoreAccount(tx, accountId);
}
