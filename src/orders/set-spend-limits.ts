import { lockWallets, walletOf } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { dayOf } from './spend-limits.sql.ts';

export type NewSpendLimits = { daily: Money | null; monthly: Money | null };

const SPENT = reading<{ today: bigint; this_month: bigint }>(
  'spend-limits-so-far',
  `select coalesce(sum(amount) filter (where created_at >= $2::date), 0)::bigint as today,
          coalesce(sum(amount), 0)::bigint as this_month
   from transfers where from_id = $1 and kind = 'order.hold'
     and created_at >= date_trunc('month', $2::date)`,
);

/**
 * Sets what orders of an account may cost on a UTC day and in a UTC month (nano-units, before
 * refunds); null lifts a limit. What was spent before counts. Refuses `invalid_parameter` (which
 * names the limit) for one that is not above zero.
 */
export async function setSpendLimits(
  tx: Tx,
  accountId: number,
  { daily, monthly }: NewSpendLimits,
  now: Date,
): Promise<void> {
  for (const [parameter, limit] of Object.entries({ daily, monthly })) {
    if (limit !== null && limit <= 0n) {
      throw new AppError('invalid_parameter', 'a limit is more than nothing', { parameter });
    }
  }
  const wallet = walletOf(accountId);
  await lockWallets(tx, [wallet]);
  if (daily === null && monthly === null) {
    await tx.deleteFrom('spend_limits').where('account_id', '=', accountId).execute();
    return;
  }
  const day = dayOf(now);
  const [spent] = await tx.rows(SPENT, [wallet, `${day} 00:00:00Z`]);
  const row = {
    daily,
    monthly,
    day,
    month: `${day.slice(0, 7)}-01`,
    spent_on_day: spent?.today ?? 0n,
    spent_in_month: spent?.this_month ?? 0n,
  };
  await tx
    .insertInto('spend_limits')
    .values({ account_id: accountId, ...row })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row))
    .execute();
}
