import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';

/**
 * Gives whoever signs in for an account a new password, a hash from `hashPassword`, and ends their
 * sessions but the one that is to be kept. Refuses `not_found`.
 */
export async function setPassword(
  tx: Tx,
  accountId: number,
  password: string,
  { keep = '' }: { keep?: string } = {},
): Promise<void> {
  const users = await tx
    .selectFrom('users')
    .select('id')
    .where('account_id', '=', accountId)
    .execute();
  if (users.length === 0) throw new AppError('not_found', 'there is no such account');
  const ids = users.map((user) => user.id);
  await tx
    .insertInto('credentials')
    .values(ids.map((id) => ({ user_id: id, account_id: id, provider_id: 'credential', password })))
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'account_id'])
        .doUpdateSet({ password, updated_at: new Date() }),
    )
    .execute();
  await tx.deleteFrom('sessions').where('user_id', 'in', ids).where('id', '!=', keep).execute();
}
