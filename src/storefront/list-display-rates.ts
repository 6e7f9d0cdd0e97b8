import type { Db } from '#platform/db/types.ts';
import type { DisplayRate } from '#lib/display-amount.ts';

/** The currencies that prices may be shown in, by code. */
export async function listDisplayRates(db: Db): Promise<DisplayRate[]> {
  return db
    .selectFrom('display_rates')
    .select(['currency', 'rate', 'as_of as asOf', 'source'])
    .orderBy('currency')
    .execute();
}
