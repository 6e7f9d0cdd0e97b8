import { lockWallets, postTransfers, PROMOTION, walletOf } from '#ledger/index.ts';
import { ZERO, type Money } from '#lib/money.ts';
import type { Tx } from '#platform/db/types.ts';
import { paymentText } from '../payment.ts';
import { readBonus } from './read-bonus.ts';

export const BONUS_EXPIRED = 'a bonus that was not spent in time';

export type TakingBack = {
  accountId: number;
  /** Absent: all that is not spent, and the bonus is over. */
  most?: Money;
  reason: string;
  actor: string;
  now: Date;
};

/**
 * Takes back what orders have not spent of an account's bonus, wallet → promotion, and answers how
 * much. Never more than the wallet holds.
 */
export async function takeBackBonus(tx: Tx, taking: TakingBack): Promise<Money> {
  const { accountId, most, now } = taking;
  const wallet = walletOf(accountId);
  const balance = (await lockWallets(tx, [wallet])).get(wallet)?.balance ?? 0n;
  const bonus = await readBonus(tx, accountId);
  if (!bonus) return ZERO;
  const wanted = most === undefined || bonus.unspent < most ? bonus.unspent : most;
  const amount = (balance < 0n ? 0n : balance < wanted ? balance : wanted) as Money;
  await tx
    .updateTable('bonuses')
    .set((set) => ({
      taken: set('taken', '+', amount as bigint),
      takes: bonus.takes + (amount > 0n ? 1 : 0),
      ...(most === undefined && { ended_at: now }),
    }))
    .where('id', '=', bonus.id)
    .execute();
  if (amount > 0n) {
    await postTransfers(tx, [
      {
        kind: 'bonus.end',
        reference: `${paymentText(bonus.paymentId)}/bonus/${bonus.id}/${bonus.takes + 1}`,
        fromId: wallet,
        toId: PROMOTION,
        amount,
        reason: taking.reason,
        actor: taking.actor,
      },
    ]);
  }
  return amount;
}
