import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';

/** Forgets a saved link of the account. Refuses `not_found`, for another's as well. */
export async function removeLink(
  tx: Tx,
  { accountId, id }: { accountId: number; id: number },
): Promise<void> {
  const gone = await tx
    .deleteFrom('saved_links')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new AppError('not_found', 'there is no such link');
}
