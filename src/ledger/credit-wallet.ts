import { randomUUID } from 'node:crypto';
import { AppError } from '#lib/errors.ts';
import type { Money } from '#lib/money.ts';
import { actorName, type Actor } from '#platform/app.ts';
import { violatedConstraint } from '#platform/db/postgres-errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { DEPOSITS, walletOf } from './ledger.ts';
import { lockWallets } from './lock-wallets.ts';
import { postTransfers } from './post-transfers.ts';

export type Credit = {
  accountId: number;
  amount: Money;
  reason: string;
  /** Of the payment or the ticket; one reference credits once, whatever is retried. */
  reference?: string;
  actor: Actor;
};

/**
 * Credits a wallet with a deposit taken outside (nano-units). A known reference credits nothing
 * and answers `credited: false`; with another account or amount it is a `conflict`.
 */
export async function creditWallet(
  tx: Tx,
  credit: Credit,
): Promise<{ credited: boolean; balance: Money }> {
  const { accountId, amount, reason } = credit;
  if (amount <= 0n) {
    throw new AppError('invalid_parameter', 'the amount must be above zero', {
      parameter: 'amount',
    });
  }
  const id = walletOf(accountId);
  const wallet = (await lockWallets(tx, [id])).get(id);
  if (!wallet) throw new AppError('not_found', `there is no account ${accountId}`);
  const reference = credit.reference ?? randomUUID();
  const known = await tx
    .selectFrom('transfers')
    .select(['to_id', 'amount'])
    .where('kind', '=', 'deposit')
    .where('reference', '=', reference)
    .executeTakeFirst();
  if (known) {
    if (known.to_id === id && known.amount === amount) {
      return { credited: false, balance: wallet.balance };
    }
    throw belongsToAnother(reference);
  }
  const actor = actorName(credit.actor);
  await postTransfers(tx, [
    { kind: 'deposit', reference, fromId: DEPOSITS, toId: id, amount, reason, actor },
  ]).catch((error: unknown) => {
    // Another account's credit was quicker: the lock on this wallet does not keep it out.
    if (violatedConstraint(error) === 'transfers_happen_once') throw belongsToAnother(reference);
    throw error;
  });
  return { credited: true, balance: (wallet.balance + amount) as Money };
}

const belongsToAnother = (reference: string): AppError =>
  new AppError('conflict', `the reference ${reference} belongs to another credit`);
