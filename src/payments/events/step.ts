import { recordDeposit, recordReversal } from '#accounts/index.ts';
import { ZERO, type Money } from '#lib/money.ts';
import type { Notice } from '#platform/notices/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { paymentText, type Payment } from '../payment.ts';

/** An event that is being applied, on a payment that is locked. */
export type Step = {
  /** Of the event's row: no other cause has it. */
  eventId: bigint;
  payment: Payment;
  actor: string;
  now: Date;
  /** What the operator is to be told. */
  notices: Notice[];
};

/** What the transfers of an event are called: an event moves money of each kind once. */
export const referenceOf = ({ payment, eventId }: Step): string =>
  `${paymentText(payment.id)}/${eventId}`;

export const reasonOf = ({ payment }: Step): string =>
  `${paymentText(payment.id)} by ${payment.gateway.label}`;

export type Movement = { gross: Money; fee: Money; bonus?: Money };

/** Keeps what the event moved: above zero what came, below zero what went. */
export async function recordMovement(tx: Tx, step: Step, movement: Movement): Promise<void> {
  const { gross, fee, bonus = ZERO } = movement;
  await tx
    .insertInto('payment_credits')
    .values({
      event_id: step.eventId,
      payment_id: step.payment.id,
      account_id: step.payment.accountId,
      gross,
      fee,
      credit: gross - fee,
      bonus,
      at: step.now,
    })
    .execute();
}

type Sums = Pick<Payment, 'received' | 'credited' | 'reversed' | 'reversedCredit' | 'refunded'>;

/**
 * Sets a payment's sums and moves the account's lifetime deposits, and with them its tier, by what
 * the payment counts for now: in whatever order events come, the end is the same.
 */
export async function setSums(tx: Tx, { payment }: Step, sums: Partial<Sums>): Promise<void> {
  const after = { ...payment, ...sums };
  await tx
    .updateTable('payments')
    .set({
      received: after.received,
      credited: after.credited,
      reversed: after.reversed,
      reversed_credit: after.reversedCredit,
      refunded: after.refunded,
    })
    .where('id', '=', payment.id)
    .execute();
  const moved = countsFor(after) - countsFor(payment);
  if (moved > 0n) await recordDeposit(tx, payment.accountId, moved as Money);
  if (moved < 0n) await recordReversal(tx, payment.accountId, -moved as Money);
  Object.assign(payment, sums);
}

/** What is credited and has not gone back. */
export const countsFor = ({ credited, reversedCredit, refunded }: Sums): Money => {
  const left = credited - reversedCredit - refunded;
  return (left > 0n ? left : 0n) as Money;
};
