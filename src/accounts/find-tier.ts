import { AppError } from '#lib/errors.ts';
import type { Db } from '#platform/db/types.ts';
import type { Tier } from './account.ts';
import { listTiers } from './list-tiers.ts';

/** A tier by its name in any letter case. Refuses `not_found`, naming those there are. */
export async function findTier(db: Db, name: string): Promise<Tier> {
  const tiers = await listTiers(db);
  const found = tiers.find((tier) => tier.name.toLowerCase() === name.trim().toLowerCase());
  if (found) return found;
  const names = tiers.map((tier) => tier.name).join(', ');
  throw new AppError('not_found', `there is no such tier; there are: ${names}`, {
    parameter: 'tier',
  });
}
