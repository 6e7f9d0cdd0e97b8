import { sql } from 'kysely';
import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';

/**
 * Ends a key within a second, in every process; requests in flight finish. Revoking it again
 * keeps the first moment. Refuses `not_found`.
 */
export async function revokeKey(tx: Tx, keyId: number): Promise<void> {
  const revoked = await tx
    .updateTable('api_keys')
    .set({ revoked_at: sql`coalesce(revoked_at, now())` })
    .where('id', '=', keyId)
    .returning('id')
    .executeTakeFirst();
  if (!revoked) throw new AppError('not_found', 'there is no such key');
  await notify(tx, 'keys', keyId);
}
