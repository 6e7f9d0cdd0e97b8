import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { raiseNotices, type Notice } from '#platform/notices/index.ts';
import { formatMoney } from '#lib/money.ts';
import { paymentText, type Payment } from '../payment.ts';
import { selectPayments, toPayment } from '../select-payments.ts';

export const REPORTED = 'payment.reported';

const LONGEST = 200; // payments_reference_is_short

export type Report = { accountId: number; paymentId: number; reference: string; now: Date };

/**
 * Takes a customer's word that a transfer is on its way, with a reference to find it by; nothing is
 * credited by it. Answers the notice to be logged. Refuses `not_found`, `invalid_parameter`
 * (reference), and `conflict` once it was judged.
 */
export async function reportTransfer(
  tx: Tx,
  { accountId, paymentId, reference, now }: Report,
): Promise<{ payment: Payment; notices: Notice[] }> {
  const text = reference.trim();
  if (text === '' || text.length > LONGEST) {
    const why = `the reference has 1 to ${LONGEST} characters`;
    throw new AppError('invalid_parameter', why, { parameter: 'reference' });
  }
  const row = await selectPayments(tx)
    .where('payments.id', '=', paymentId)
    .where('account_id', '=', accountId)
    .forUpdate('payments')
    .executeTakeFirst();
  if (!row || row.kind !== 'manual') throw new AppError('not_found', 'there is no such payment');
  if (!['new', 'open', 'reported', 'expired'].includes(row.state)) {
    throw new AppError('conflict', 'the payment was judged already');
  }
  await tx
    .updateTable('payments')
    .set({ state: 'reported', reference: text, reported_at: now })
    .where('id', '=', paymentId)
    .execute();
  const payment = { ...toPayment(row), state: 'reported', reference: text } as const;
  const amount = `${formatMoney(payment.toPay)} ${payment.currency}`;
  const notices = await raiseNotices(
    tx,
    [
      {
        kind: REPORTED,
        subject: paymentText(paymentId),
        severity: 'info',
        text: `${paymentText(paymentId)} of account ${accountId}, ${amount}, waits for approval.`,
      },
    ],
    now,
  );
  return { payment: { ...payment, reportedAt: now }, notices };
}
