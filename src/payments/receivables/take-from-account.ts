import { lockWallets, postTransfers, RECEIVABLES, walletOf, type Transfer } from '#ledger/index.ts';
import type { Money } from '#lib/money.ts';
import type { Tx } from '#platform/db/types.ts';
import { reasonOf, referenceOf, type Step } from '../events/step.ts';
import { paymentText } from '../payment.ts';

export type Taking = {
  amount: Money;
  kind: Transfer['kind'];
  toId: bigint;
  /** Whose shortfall ends with it. */
  disputeId?: number;
};

/**
 * Takes an amount from an account to a ledger of the shop's: what the wallet holds at once, what it
 * no longer holds as a receivable. A wallet never falls below zero by it.
 */
export async function takeFromAccount(tx: Tx, step: Step, taking: Taking): Promise<void> {
  const { payment, actor, now, eventId } = step;
  const { amount, kind, toId, disputeId = null } = taking;
  if (amount === 0n) return;
  const id = walletOf(payment.accountId);
  const balance = (await lockWallets(tx, [id])).get(id)?.balance ?? 0n;
  const held = balance < 0n ? 0n : balance < amount ? balance : amount;
  const owed = amount - held;
  const common = { toId, actor, reason: reasonOf(step) };
  const transfers: Transfer[] = [];
  if (held > 0n) {
    const reference = referenceOf(step);
    transfers.push({ ...common, kind, reference, fromId: id, amount: held as Money });
  }
  if (owed > 0n) {
    const receivable = await tx
      .insertInto('receivables')
      .values({
        account_id: payment.accountId,
        payment_id: payment.id,
        dispute_id: disputeId,
        event_id: eventId,
        amount: owed,
        opened_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const reference = `${paymentText(payment.id)}/owed/${receivable.id}`;
    transfers.push({
      ...common,
      kind: 'receivable.open',
      reference,
      fromId: RECEIVABLES,
      amount: owed as Money,
    });
  }
  await postTransfers(tx, transfers);
}
