import type { Db } from '#platform/db/types.ts';
import type { Account } from './account.ts';
import { selectAccounts, toAccount } from './select-accounts.ts';

const PAGE = 100; // what a person can look through

/** A page of accounts, oldest first, of ids above `after`. */
export async function listAccounts(
  db: Db,
  page: { after?: number; limit?: number } = {},
): Promise<Account[]> {
  const rows = await selectAccounts(db)
    .where('accounts.id', '>', page.after ?? 0)
    .orderBy('accounts.id')
    .limit(page.limit ?? PAGE)
    .execute();
  return rows.map(toAccount);
}
