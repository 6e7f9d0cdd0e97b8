import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';

/** Shows prices in it no more. Refuses `not_found` where it was not shown. */
export async function removeDisplayRate(tx: Tx, currency: string): Promise<void> {
  const removed = await tx
    .deleteFrom('display_rates')
    .where('currency', '=', currency.trim().toUpperCase())
    .returning('currency')
    .executeTakeFirst();
  if (!removed) throw new AppError('not_found', 'prices are not shown in this currency');
  await notify(tx, 'currencies', removed.currency);
}
