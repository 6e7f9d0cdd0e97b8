import type { Tx } from '#platform/db/types.ts';
import { seedTiers } from '#accounts/index.ts';

export type Shop = { currency: string; demo: boolean; isNew: boolean };

const CURRENCY = 'USD'; // until the desk asks for it; it never changes once there are orders

/** Reads what the shop is, and decides it when the database has never been used. */
export async function openShop(tx: Tx, demo: boolean): Promise<Shop> {
  const made = await tx
    .insertInto('shop')
    .values({ currency: CURRENCY, demo })
    .onConflict((conflict) => conflict.doNothing())
    .returning(['currency', 'demo'])
    .executeTakeFirst();
  if (made) {
    await seedTiers(tx);
    return { ...made, isNew: true };
  }
  const known = await tx.selectFrom('shop').select(['currency', 'demo']).executeTakeFirstOrThrow();
  return { ...known, isNew: false };
}
