import { lockWallets, postTransfers, RECEIVABLES, walletOf } from '#ledger/index.ts';
import { asMoney, ZERO, type Money } from '#lib/money.ts';
import type { Tx } from '#platform/db/types.ts';
import { paymentText } from '../payment.ts';

/**
 * Pays what an account owes from what its wallet holds, the oldest first, and answers how much was
 * paid. To be called after a credit, in its transaction.
 */
export async function payReceivables(tx: Tx, accountId: number, actor: string): Promise<Money> {
  const id = walletOf(accountId);
  const wallet = (await lockWallets(tx, [id])).get(id);
  let left = wallet?.balance ?? ZERO;
  if (left <= 0n) return ZERO;
  const open = await tx
    .selectFrom('receivables')
    .select(['id', 'amount', 'paid', 'canceled', 'forgiven', 'payments', 'payment_id'])
    .where('account_id', '=', accountId)
    .whereRef(
      ({ eb }) => eb(eb('paid', '+', eb.ref('canceled')), '+', eb.ref('forgiven')),
      '<',
      'amount',
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  let all = ZERO;
  for (const one of open) {
    const owed = asMoney(one.amount - one.paid - one.canceled - one.forgiven);
    const amount = owed < left ? owed : left;
    if (amount <= 0n) break;
    await tx
      .updateTable('receivables')
      .set({ paid: one.paid + amount, payments: one.payments + 1 })
      .where('id', '=', one.id)
      .execute();
    await postTransfers(tx, [
      {
        kind: 'receivable.pay',
        reference: `${paymentText(one.payment_id)}/owed/${one.id}/${one.payments + 1}`,
        fromId: id,
        toId: RECEIVABLES,
        amount,
        reason: 'what a charge-back took beyond the wallet',
        actor,
      },
    ]);
    left = (left - amount) as Money;
    all = (all + amount) as Money;
  }
  return all;
}
