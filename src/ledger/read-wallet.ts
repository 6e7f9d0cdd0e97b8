import { AppError } from '#lib/errors.ts';
import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { walletOf, type Wallet } from './ledger.ts';

// Money leaves a wallet for `held` once, as an order's hold, and leaves `held` once, as it ends.
const HELD_OF = reading<{ held: bigint }>(
  'wallet-held',
  `select coalesce(sum(charge - coupon_amount), 0)::bigint as held from orders
   where account_id = $1 and parent_id is null and status not in ('completed', 'partial', 'canceled')`,
);

/** A wallet's balance and what its open orders hold (nano-units); `not_found` without an account. */
export async function readWallet(db: Db, accountId: number): Promise<Wallet & { held: Money }> {
  const row = await db
    .selectFrom('wallets')
    .select(['balance', 'credit_limit'])
    .where('id', '=', walletOf(accountId))
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', `there is no account ${accountId}`);
  const [held] = await db.rows(HELD_OF, [accountId]);
  return {
    balance: asMoney(row.balance),
    creditLimit: asMoney(row.credit_limit),
    held: asMoney(held?.held ?? 0n),
  };
}
