import { lockWallets, postTransfers, PROMOTION, walletOf } from '#ledger/index.ts';
import { ZERO, type Money } from '#lib/money.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Payment } from '../payment.ts';
import { readBonus, type Bonus } from './read-bonus.ts';
import { BONUS_EXPIRED, takeBackBonus } from './take-back-bonus.ts';

const DAY_MS = 86_400_000;

export type Granting = {
  payment: Payment;
  amount: Money;
  /** Of the transfer, unique. */
  reference: string;
  reason: string;
  actor: string;
  now: Date;
};

/**
 * Grants a bonus on a deposit: promotion → wallet. It takes in what is left of the one before, and
 * lasts as the longer of the two.
 */
export async function grantBonus(tx: Tx, granting: Granting): Promise<void> {
  const { payment, amount, reference, reason, actor, now } = granting;
  if (amount <= 0n) return;
  await lockWallets(tx, [walletOf(payment.accountId)]);
  const before = await endOrKeep(tx, granting);
  const carried = before?.unspent ?? ZERO;
  const expiresAt = new Date(now.getTime() + payment.bonusTerms.days * DAY_MS);
  if (before) {
    await tx
      .updateTable('bonuses')
      .set({ ended_at: now, passed: carried })
      .where('id', '=', before.id)
      .execute();
  }
  const { id } = await tx
    .insertInto('bonuses')
    .values({
      account_id: payment.accountId,
      payment_id: payment.id,
      granted: amount,
      carried,
      since_transfer: 0n,
      seen_transfer: 0n,
      granted_at: now,
      expires_at:
        before && carried > 0n && before.expiresAt > expiresAt ? before.expiresAt : expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await postTransfers(tx, [
    {
      kind: 'bonus.grant',
      reference,
      fromId: PROMOTION,
      toId: walletOf(payment.accountId),
      amount,
      reason,
      actor,
    },
  ]);
  const granted = await tx
    .selectFrom('transfers')
    .select('id')
    .where('kind', '=', 'bonus.grant')
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('bonuses')
    .set({ since_transfer: granted.id, seen_transfer: granted.id })
    .where('id', '=', id)
    .execute();
}

/** The bonus that is still good; one that has expired and was not taken back yet is now. */
async function endOrKeep(tx: Tx, { payment, now, actor }: Granting): Promise<Bonus | undefined> {
  const { accountId } = payment;
  const bonus = await readBonus(tx, accountId);
  if (!bonus || bonus.expiresAt > now) return bonus;
  await takeBackBonus(tx, { accountId, reason: BONUS_EXPIRED, actor, now });
  return undefined;
}
