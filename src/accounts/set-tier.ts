import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Tier } from './account.ts';
import { findTier } from './find-tier.ts';

/**
 * Puts an account into a tier for good: deposits no longer move it. The answer is the tier, whose
 * name may be written otherwise than it was given. Refuses `not_found`.
 */
export async function setTier(tx: Tx, accountId: number, name: string): Promise<Tier> {
  const tier = await findTier(tx, name);
  const moved = await tx
    .updateTable('accounts')
    .set({ tier_id: tier.id, tier_pinned: true })
    .where('id', '=', accountId)
    .returning('id')
    .executeTakeFirst();
  if (!moved) throw new AppError('not_found', 'there is no such account');
  await notify(tx, 'keys', `account/${accountId}`);
  return tier;
}
