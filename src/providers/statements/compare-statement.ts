import type { Db } from '#platform/db/types.ts';
import { explain } from './explain.ts';
import { readAccounts } from './read-accounts.ts';
import type { Period, Statement } from './statement.ts';

/** What differs in a period, as far as is known now; keeps nothing. */
export async function compareStatement(
  db: Db,
  providerId: number,
  period: Period,
): Promise<Statement> {
  const accounts = await readAccounts(db, providerId, period);
  const { topups, expected, reported } = accounts;
  const taken = period.opening + topups - period.closing;
  return { period, taken, topups, expected, reported, ...explain(period, accounts) };
}
