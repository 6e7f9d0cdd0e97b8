import { sql } from 'kysely';
import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';

/**
 * Locks an account's keys against other changes, so that no two calls both issue the tenth;
 * returns how many are active. Refuses `not_found` (the account).
 */
export async function lockKeyRing(tx: Tx, accountId: number): Promise<number> {
  const account = await tx
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!account) throw new AppError('not_found', 'there is no such account');
  const { active } = await tx
    .selectFrom('api_keys')
    .select((select) => select.fn.countAll<bigint>().as('active'))
    .where('account_id', '=', accountId)
    .where(isActive)
    .executeTakeFirstOrThrow();
  return Number(active);
}

/** Not revoked and, by the database's clock, not expired. */
export const isActive = sql<boolean>`revoked_at is null
  and (expires_at is null or expires_at > now())`;
