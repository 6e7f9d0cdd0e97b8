import { AppError } from '#lib/errors.ts';
import { asMoney, type Money } from '#lib/money.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Tier } from './account.ts';
import { listTiers } from './list-tiers.ts';

/**
 * Adds to an account's lifetime deposits and moves it to the highest tier that they reach: never
 * down, and not at all when an operator pinned its tier. The caller credits the wallet. Refuses
 * `invalid_parameter` unless the amount is above zero, and `not_found`.
 */
export async function recordDeposit(tx: Tx, accountId: number, amount: Money): Promise<void> {
  if (amount <= 0n) {
    throw new AppError('invalid_parameter', 'a deposit is more than nothing', {
      parameter: 'amount',
    });
  }
  const account = await tx
    .updateTable('accounts')
    .set((set) => ({ lifetime_deposits: set('lifetime_deposits', '+', amount as bigint) }))
    .where('id', '=', accountId)
    .returning(['tier_id', 'tier_pinned', 'lifetime_deposits'])
    .executeTakeFirst();
  if (!account) throw new AppError('not_found', 'there is no such account');
  if (account.tier_pinned) return;

  const reached = tierReached(
    await listTiers(tx),
    account.tier_id,
    asMoney(account.lifetime_deposits),
  );
  if (reached === account.tier_id) return;
  await tx.updateTable('accounts').set({ tier_id: reached }).where('id', '=', accountId).execute();
  await notify(tx, 'keys', `account/${accountId}`);
}

/** `tiers` come in the order of their reach; what comes after the present one is higher. */
function tierReached(tiers: Tier[], presentId: number, deposits: Money): number {
  const present = tiers.findIndex((tier) => tier.id === presentId);
  const higher = tiers.slice(present + 1).filter((tier) => tier.reachedAt <= deposits);
  return higher.at(-1)?.id ?? presentId;
}
