import { AppError } from '#lib/errors.ts';
import type { Money } from '#lib/money.ts';
import { receivedUnit } from '#lib/smallest-unit.ts';
import { actorName, type Actor } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { clearNotices } from '#platform/notices/index.ts';
import { applyEvents, type Source } from '../events/apply-events.ts';
import { setState } from '../events/set-state.ts';
import { paymentText, type Payment } from '../payment.ts';
import { selectPayments, toPayment } from '../select-payments.ts';
import { REPORTED } from './report-transfer.ts';

export type Judging = { paymentId: number; actor: Actor; now: Date };

/**
 * Credits a transfer by hand with what has arrived (nano-units, gross), once: of two operators the
 * second is refused `conflict`. Refuses `not_found`, and `invalid_parameter` for other gateways.
 */
export async function approveTransfer(
  tx: Tx,
  { paymentId, actor, now }: Judging,
  arrived: Money,
): Promise<Payment> {
  const payment = await lockTransfer(tx, paymentId);
  if (arrived <= 0n || arrived % receivedUnit(payment.currency) !== 0n) {
    throw new AppError('invalid_parameter', 'what arrived is more than nothing, in whole cents', {
      parameter: 'amount',
    });
  }
  const source: Source = {
    gatewayId: payment.gatewayId,
    actor: actorName(actor),
    raw: null,
    now,
  };
  const { outcomes } = await applyEvents(tx, source, [
    {
      eventId: `approval/${paymentText(paymentId)}`,
      paymentId: paymentText(paymentId),
      gatewayId: payment.gatewayRef ?? paymentText(paymentId),
      at: now,
      kind: 'received',
      amount: arrived,
      currency: payment.currency,
    },
  ]);
  if (outcomes[0] !== 'credited') {
    throw new AppError('conflict', `${paymentText(paymentId)} was approved before`);
  }
  await clearNotices(tx, REPORTED, [paymentText(paymentId)], { now, by: actorName(actor) });
  return read(tx, paymentId);
}

/** Says that nothing arrived, and why. Refuses `conflict` for one that was approved or has ended. */
export async function refuseTransfer(
  tx: Tx,
  { paymentId, actor, now }: Judging,
  reason: string,
): Promise<Payment> {
  const payment = await lockTransfer(tx, paymentId);
  const step = { eventId: 0n, payment, actor: actorName(actor), now, notices: [] };
  if ((await setState(tx, step, 'refused', reason)) !== 'changed') {
    throw new AppError('conflict', `${paymentText(paymentId)} is ${payment.state}`);
  }
  await clearNotices(tx, REPORTED, [paymentText(paymentId)], { now, by: actorName(actor) });
  return read(tx, paymentId);
}

async function lockTransfer(tx: Tx, id: number): Promise<Payment> {
  const row = await selectPayments(tx)
    .where('payments.id', '=', id)
    .forUpdate('payments')
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', `there is no payment ${paymentText(id)}`);
  if (row.kind !== 'manual') {
    throw new AppError('invalid_parameter', `${row.label} tells by itself what was paid`);
  }
  return toPayment(row);
}

const read = async (tx: Tx, id: number): Promise<Payment> =>
  toPayment(await selectPayments(tx).where('payments.id', '=', id).executeTakeFirstOrThrow());
