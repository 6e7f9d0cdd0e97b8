import { AppError } from '#lib/errors.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { currencyCode } from './currency-code.ts';

const NAME = 'currencies.followed';

/** The currencies whose rates are fetched every day; none until the operator says so. */
export async function followedCurrencies(db: Db): Promise<string[]> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', NAME)
    .executeTakeFirst();
  return Array.isArray(row?.value)
    ? row.value.filter((one): one is string => typeof one === 'string')
    : [];
}

/** Says which rates are fetched every day; none turns it off. Refuses a code that is none. */
export async function followCurrencies(
  tx: Tx,
  given: readonly string[],
  now: Date,
): Promise<string[]> {
  const currencies = [...new Set(given.map(codeOf))].sort();
  const set = { value: JSON.stringify(currencies), updated_at: now };
  await tx
    .insertInto('settings')
    .values({ name: NAME, ...set })
    .onConflict((on) => on.column('name').doUpdateSet(set))
    .execute();
  return currencies;
}

function codeOf(text: string): string {
  const code = currencyCode(text);
  if (code !== undefined) return code;
  throw new AppError('invalid_parameter', `${JSON.stringify(text)} is not an ISO code`, {
    parameter: 'currency',
  });
}
