import type { Tx } from '#platform/db/types.ts';
import { grantBonus } from '../bonuses/grant-bonus.ts';
import { paymentText, refundText } from '../payment.ts';
import { selectPayments, toPayment } from '../select-payments.ts';
import type { Refund } from './refund.ts';

/** A refund that was not made leaves its payment the bonus: it is granted anew. */
export async function giveBackBonus(
  tx: Tx,
  { id, paymentId, bonus }: Refund,
  by: { reference: string; actor: string; now: Date },
): Promise<void> {
  if (bonus === 0n) return;
  const { reference, actor, now } = by;
  await tx
    .updateTable('payments')
    .set((set) => ({ bonus_taken: set('bonus_taken', '-', bonus as bigint) }))
    .where('id', '=', paymentId)
    .execute();
  await tx.updateTable('payment_refunds').set({ bonus: 0n }).where('id', '=', id).execute();
  const payment = toPayment(
    await selectPayments(tx).where('payments.id', '=', paymentId).executeTakeFirstOrThrow(),
  );
  const reason = `the bonus on ${paymentText(paymentId)}, as ${refundText(id)} was not made`;
  await grantBonus(tx, { payment, amount: bonus, reference, reason, actor, now });
}
