import { DEPOSITS, postTransfers, REVENUE, walletOf } from '#ledger/index.ts';
import { asMoney, ZERO, type Money } from '#lib/money.ts';
import type { EventOutcome } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';
import { takeBackBonus } from '../bonuses/take-back-bonus.ts';
import type { Payment } from '../payment.ts';
import { cancelReceivables } from '../receivables/cancel-receivables.ts';
import { payReceivables } from '../receivables/pay-receivables.ts';
import { takeFromAccount } from '../receivables/take-from-account.ts';
import { creditFor } from '../terms.ts';
import { isCountable } from './is-countable.ts';
import { keep } from './keep.ts';
import { reasonOf, recordMovement, referenceOf, setSums, type Step } from './step.ts';

type Refunded = { refundId: string; amount: Money; currency: string };

/**
 * Somebody refunded at the gateway: the credit in it leaves the wallet or becomes a receivable, the
 * fee in it leaves the revenue. A refund that has failed already takes nothing.
 */
export async function reverseRefunded(tx: Tx, step: Step, event: Refunded): Promise<EventOutcome> {
  const { payment } = step;
  if (!isCountable(payment, event)) {
    return keep(step, `a refund in ${event.currency} of a payment in ${payment.currency}`);
  }
  if (await heardOf(tx, step, 'refund_failed', event.refundId)) return 'nothing';
  const gross = event.amount;
  const credit = creditIn(payment, gross);
  const fee = (gross - credit) as Money;
  await takeFromAccount(tx, step, { amount: credit, kind: 'deposit.reverse', toId: DEPOSITS });
  await returnFee(tx, step, fee);
  await recordMovement(tx, step, { gross: -gross as Money, fee: -fee as Money });
  await setSums(tx, step, {
    reversed: (payment.reversed + gross) as Money,
    reversedCredit: (payment.reversedCredit + credit) as Money,
  });
  await takeBonusOf(tx, step);
  return 'reversed';
}

/** A refund made at the gateway came back: what it took is given again, once. */
export async function restoreRefunded(tx: Tx, step: Step, refundId: string): Promise<EventOutcome> {
  const { payment } = step;
  const made = await heardOf(tx, step, 'refunded', refundId);
  if (!made?.gross || (await heardOf(tx, step, 'refund_failed', refundId))) return 'nothing';
  const gross = asMoney(-made.gross);
  const credit = asMoney(-made.credit);
  const fee = (gross - credit) as Money;
  await giveToAccount(tx, step, { amount: credit, kind: 'deposit.restore', fromId: DEPOSITS }, [
    made.eventId,
  ]);
  await takeFee(tx, step, fee);
  await recordMovement(tx, step, { gross, fee });
  await setSums(tx, step, {
    reversed: (payment.reversed - gross) as Money,
    reversedCredit: (payment.reversedCredit - credit) as Money,
  });
  await payReceivables(tx, payment.accountId, step.actor);
  return 'returned';
}

/**
 * The credit in a gross sum that goes back. All that was paid takes exactly all that was credited,
 * in whatever parts it goes.
 */
export function creditIn(payment: Payment, gross: Money): Money {
  const all = creditFor(payment, (payment.reversed + gross) as Money);
  const credit = all - payment.reversedCredit;
  return (credit < 0n ? 0n : credit > gross ? gross : credit) as Money;
}

/** Gives back what was taken: receivables that are still open end first, the rest is the wallet's. */
export async function giveToAccount(
  tx: Tx,
  step: Step,
  giving: { amount: Money; kind: 'deposit.restore' | 'dispute.return'; fromId: bigint },
  takenBy: { disputeId: number } | readonly bigint[],
): Promise<void> {
  const { amount, kind, fromId } = giving;
  const ended = await cancelReceivables(tx, step, fromId, takenBy);
  const rest = (amount - ended) as Money;
  if (rest <= 0n) return;
  await postTransfers(tx, [
    {
      kind,
      reference: referenceOf(step),
      fromId,
      toId: walletOf(step.payment.accountId),
      amount: rest,
      reason: reasonOf(step),
      actor: step.actor,
    },
  ]);
}

export const returnFee = (tx: Tx, step: Step, fee: Money): Promise<void> =>
  moveFee(tx, step, { kind: 'deposit.fee_return', fromId: REVENUE, toId: DEPOSITS, amount: fee });

export const takeFee = (tx: Tx, step: Step, fee: Money): Promise<void> =>
  moveFee(tx, step, { kind: 'deposit.fee', fromId: DEPOSITS, toId: REVENUE, amount: fee });

type FeeMove = {
  kind: 'deposit.fee' | 'deposit.fee_return';
  fromId: bigint;
  toId: bigint;
  amount: Money;
};

async function moveFee(tx: Tx, step: Step, move: FeeMove): Promise<void> {
  if (move.amount <= 0n) return;
  const reference = referenceOf(step);
  await postTransfers(tx, [{ ...move, reference, reason: reasonOf(step), actor: step.actor }]);
}

/** Where money of a payment went back for good, what is unspent of its bonus goes as well. */
export async function takeBonusOf(tx: Tx, step: Step): Promise<void> {
  const { payment, actor, now } = step;
  const most = (payment.bonus - payment.bonusTaken) as Money;
  if (most <= ZERO) return;
  const { accountId } = payment;
  const reason = `the bonus on ${reasonOf(step)}, which went back`;
  const taken = await takeBackBonus(tx, { accountId, most, reason, actor, now });
  await tx
    .updateTable('payments')
    .set({ bonus_taken: payment.bonusTaken + taken })
    .where('id', '=', payment.id)
    .execute();
}

type Heard = { eventId: bigint; gross: bigint; credit: bigint };

/** Whether an earlier event told of the same refund, and what it moved. */
async function heardOf(
  tx: Tx,
  { payment, eventId }: Step,
  kind: 'refunded' | 'refund_failed',
  refundId: string,
): Promise<Heard | undefined> {
  const row = await tx
    .selectFrom('payment_events as event')
    .leftJoin('payment_credits as moved', 'moved.event_id', 'event.id')
    .select(['event.id', 'moved.gross', 'moved.credit'])
    .where('event.payment_id', '=', payment.id)
    .where('event.kind', '=', kind)
    .where('event.refund_ref', '=', refundId)
    .where('event.id', '<>', eventId)
    .where('event.outcome', '<>', 'kept')
    .orderBy('event.id')
    .executeTakeFirst();
  return row && { eventId: row.id, gross: row.gross ?? 0n, credit: row.credit ?? 0n };
}
