import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';

/** Ends a suspension within a second, in every process; does nothing to an account without one. */
export async function restoreAccount(tx: Tx, id: number): Promise<void> {
  const restored = await tx
    .updateTable('accounts')
    .set({ suspended_at: null, suspended_reason: null })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!restored) throw new AppError('not_found', 'there is no such account');
  await notify(tx, 'keys', `account/${id}`);
}
