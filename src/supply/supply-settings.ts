import { AppError } from '#lib/errors.ts';
import type { BasisPoints } from '#lib/money.ts';
import type { Db, Tx } from '#platform/db/types.ts';

const HOLD_ABOVE = 'supply.hold_above_bp';
const HOLD_ABOVE_BP = 2_500; // a quarter: markups are wider, exchange rates move less
const MOST_BP = 1_000_000;

/** By how much a cost may change before the operator is asked. */
export async function readHoldAbove(db: Db): Promise<BasisPoints> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', HOLD_ABOVE)
    .executeTakeFirst();
  return typeof row?.value === 'number' ? row.value : HOLD_ABOVE_BP;
}

/** Refuses `invalid_parameter`. */
export async function setHoldAbove(tx: Tx, holdAboveBp: BasisPoints): Promise<void> {
  if (!Number.isInteger(holdAboveBp) || holdAboveBp < 1 || holdAboveBp > MOST_BP) {
    throw new AppError('invalid_parameter', 'the share must be from 0.01 to 10,000 percent');
  }
  const value = JSON.stringify(holdAboveBp);
  await tx
    .insertInto('settings')
    .values({ name: HOLD_ABOVE, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
