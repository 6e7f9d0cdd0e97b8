import { AppError } from '#lib/errors.ts';
import { asMoney, type Money } from '#lib/money.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Tier } from './account.ts';
import { listTiers } from './list-tiers.ts';

/**
 * Takes from an account's lifetime deposits what went back. A tier that these had reached and no
 * longer reach is lost; one that an operator gave (pinned, or above what the deposits ever
 * reached) stays. The caller moves the money. Refuses `invalid_parameter` and `not_found`.
 */
export async function recordReversal(tx: Tx, accountId: number, amount: Money): Promise<void> {
  if (amount <= 0n) {
    throw new AppError('invalid_parameter', 'what goes back is more than nothing', {
      parameter: 'amount',
    });
  }
  const before = await tx
    .selectFrom('accounts')
    .select(['tier_id', 'tier_pinned', 'lifetime_deposits'])
    .where('id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!before) throw new AppError('not_found', 'there is no such account');
  const had = asMoney(before.lifetime_deposits);
  const left = (had > amount ? had - amount : 0n) as Money;
  const tierId = before.tier_pinned
    ? before.tier_id
    : tierLeft(await listTiers(tx), before.tier_id, { had, left });
  await tx
    .updateTable('accounts')
    .set({ lifetime_deposits: left, tier_id: tierId })
    .where('id', '=', accountId)
    .execute();
  if (tierId !== before.tier_id) await notify(tx, 'keys', `account/${accountId}`);
}

/** `tiers` come in the order of their reach. */
function tierLeft(
  tiers: readonly Tier[],
  presentId: number,
  { had, left }: { had: Money; left: Money },
): number {
  const present = tiers.find(({ id }) => id === presentId);
  if (!present || present.reachedAt > had || present.reachedAt <= left) return presentId;
  return tiers.findLast(({ reachedAt }) => reachedAt <= left)?.id ?? presentId;
}
