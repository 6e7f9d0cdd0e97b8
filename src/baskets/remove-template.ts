import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';

/** Forgets a template of the account. Refuses `not_found`, for another's as well. */
export async function removeTemplate(
  tx: Tx,
  { accountId, id }: { accountId: number; id: number },
): Promise<void> {
  const gone = await tx
    .deleteFrom('order_templates')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new AppError('not_found', 'there is no such template');
}
