import { postTransfers, REFUNDS, walletOf } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { actorName, type Actor } from '#platform/app.ts';
import { clearNotices } from '#platform/notices/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { paymentText, refundText } from '../payment.ts';
import { payReceivables } from '../receivables/pay-receivables.ts';
import { giveBackBonus } from './give-back-bonus.ts';
import { isCovered } from './is-covered.ts';
import { WAITING } from './request-refund.ts';
import { selectRefunds, toRefund, type Refund } from './refund.ts';

export type Deciding = { refundId: number; actor: Actor; now: Date };

/**
 * Lets a refund be sent; a worker sends it. Refuses `not_found` and `conflict`: it was decided, or
 * its payment has been charged back since.
 */
export async function approveRefund(tx: Tx, { refundId, actor, now }: Deciding): Promise<Refund> {
  const refund = await lockWaiting(tx, refundId);
  if (!(await isCovered(tx, refund))) {
    throw new AppError('conflict', `${paymentText(refund.paymentId)} is disputed, or went back`);
  }
  const by = actorName(actor);
  await tx
    .updateTable('payment_refunds')
    .set({ state: 'approved', decided_by: by, decided_at: now, next_at: now })
    .where('id', '=', refundId)
    .execute();
  await clearNotices(tx, WAITING, [refundText(refundId)], { now, by });
  return readRefund(tx, refundId);
}

/**
 * Refuses a refund with a reason that the customer reads; its money goes back to the wallet.
 * Refuses `not_found`, `conflict` (it was decided) and `invalid_parameter` (reason).
 */
export async function refuseRefund(
  tx: Tx,
  { refundId, actor, now }: Deciding,
  reason: string,
): Promise<Refund> {
  const answer = reason.trim();
  if (answer === '' || answer.length > 500) {
    throw new AppError('invalid_parameter', 'say why, in 1 to 500 letters', {
      parameter: 'reason',
    });
  }
  const refund = await lockWaiting(tx, refundId);
  const by = actorName(actor);
  await tx
    .updateTable('payment_refunds')
    .set({ state: 'refused', answer, decided_by: by, decided_at: now, ended_at: now })
    .where('id', '=', refundId)
    .execute();
  await postTransfers(tx, [
    {
      kind: 'refund.return',
      reference: refundText(refundId),
      fromId: REFUNDS,
      toId: walletOf(refund.accountId),
      amount: refund.amount,
      reason: `${refundText(refundId)} was refused`,
      actor: by,
    },
  ]);
  await giveBackBonus(tx, refund, {
    reference: `${paymentText(refund.paymentId)}/refused/${refundText(refundId)}`,
    actor: by,
    now,
  });
  await payReceivables(tx, refund.accountId, by);
  await clearNotices(tx, WAITING, [refundText(refundId)], { now, by });
  return readRefund(tx, refundId);
}

/** The payment before the refund, as events lock them. */
async function lockWaiting(tx: Tx, id: number): Promise<Refund> {
  await tx
    .selectFrom('payments')
    .select('id')
    .where('id', '=', (where) =>
      where.selectFrom('payment_refunds').select('payment_id').where('payment_refunds.id', '=', id),
    )
    .forUpdate()
    .execute();
  const row = await selectRefunds(tx)
    .where('refund.id', '=', id)
    .forUpdate('refund')
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', `there is no refund ${refundText(id)}`);
  if (row.state !== 'requested') {
    throw new AppError('conflict', `${refundText(id)} is ${row.state} already`);
  }
  return toRefund(row);
}

const readRefund = async (tx: Tx, id: number): Promise<Refund> =>
  toRefund(await selectRefunds(tx).where('refund.id', '=', id).executeTakeFirstOrThrow());
