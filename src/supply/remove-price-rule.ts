import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';

/** Prices that the rule has made stay. Refuses `not_found`. */
export async function removePriceRule(tx: Tx, id: number): Promise<void> {
  const gone = await tx
    .deleteFrom('price_rules')
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!gone) throw new AppError('not_found', `there is no price rule ${id}`);
}
