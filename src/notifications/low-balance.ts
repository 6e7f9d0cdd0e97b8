import { asMoney, type Money } from '#lib/money.ts';
import { AppError } from '#lib/errors.ts';
import type { Db, Tx } from '#platform/db/types.ts';

/** Below what an account wants to be told of its balance; null: never. */
export async function readLowBalance(db: Db, accountId: number): Promise<Money | null> {
  const row = await db
    .selectFrom('low_balance_alerts')
    .select('threshold')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row ? asMoney(row.threshold) : null;
}

/**
 * Tells the account once whenever its balance falls below so much, from now on; null never does.
 * Refuses `invalid_parameter` for what is not above zero.
 */
export async function setLowBalance(
  tx: Tx,
  accountId: number,
  threshold: Money | null,
): Promise<void> {
  if (threshold === null) {
    await tx.deleteFrom('low_balance_alerts').where('account_id', '=', accountId).execute();
    return;
  }
  if (threshold <= 0n) {
    const why = 'the threshold is above zero';
    throw new AppError('invalid_parameter', why, { parameter: 'threshold' });
  }
  await tx
    .insertInto('low_balance_alerts')
    .values({ account_id: accountId, threshold })
    .onConflict((of) => of.column('account_id').doUpdateSet({ threshold, told_at: null }))
    .execute();
}
