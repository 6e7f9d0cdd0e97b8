import { AppError } from '#lib/errors.ts';
import { asMoney } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';
import { walletOf, type Wallet } from './ledger.ts';

/** A wallet's balance and credit limit in nano-units; `not_found` without an account. */
export async function readWallet(db: Db, accountId: number): Promise<Wallet> {
  const row = await db
    .selectFrom('wallets')
    .select(['balance', 'credit_limit'])
    .where('id', '=', walletOf(accountId))
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', `there is no account ${accountId}`);
  return { balance: asMoney(row.balance), creditLimit: asMoney(row.credit_limit) };
}
