import { seedTiers } from '#accounts/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';

export type Shop = {
  currency: string;
  demo: boolean;
  isNew: boolean;
  /** Its name among other shops, the same for all of its processes. */
  installation: string;
};

/** What becomes of a database that was never used; what it becomes is decided once. */
export type WhenNew = 'demo' | 'empty' | 'refuse';

const COLUMNS = ['currency', 'demo', 'installation'] as const;
const CURRENCY = 'USD'; // until the desk asks for it; it never changes once there are orders

/**
 * Reads what the shop is, and decides it when the database has never been used, unless that is to
 * be refused with `not_found`.
 */
export async function openShop(tx: Tx, whenNew: WhenNew): Promise<Shop> {
  const made = whenNew === 'refuse' ? undefined : await makeShop(tx, whenNew === 'demo');
  if (made) {
    await seedTiers(tx);
    return { ...made, isNew: true };
  }
  const known = await tx.selectFrom('shop').select(COLUMNS).executeTakeFirst();
  if (known) return { ...known, isNew: false };
  throw new AppError('not_found', 'there is no shop in this database yet: npm start makes one');
}

const makeShop = (tx: Tx, demo: boolean) =>
  tx
    .insertInto('shop')
    .values({ currency: CURRENCY, demo })
    .onConflict((conflict) => conflict.doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
