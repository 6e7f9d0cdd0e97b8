import type { Db } from '#platform/db/types.ts';
import type { Account } from './account.ts';
import { selectAccounts, toAccount } from './select-accounts.ts';

/** One account by id, or by e-mail in any letter case. */
export async function findAccount(
  db: Db,
  idOrEmail: number | string,
): Promise<Account | undefined> {
  const row = await selectAccounts(db)
    .where((where) =>
      typeof idOrEmail === 'number'
        ? where('accounts.id', '=', idOrEmail)
        : where(where.fn<string>('lower', ['accounts.email']), '=', idOrEmail.toLowerCase()),
    )
    .executeTakeFirst();
  return row && toAccount(row);
}
