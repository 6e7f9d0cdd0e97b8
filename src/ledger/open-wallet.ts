import type { Tx } from '#platform/db/types.ts';
import { walletOf } from './ledger.ts';

/** Opens an account's empty wallet. */
export async function openWallet(tx: Tx, accountId: number): Promise<void> {
  await tx
    .insertInto('wallets')
    .values({ id: walletOf(accountId) })
    .execute();
}
