import { recordAccountEvents, type AccountEventType } from '#accounts/index.ts';
import { asMoney, formatMoney } from '#lib/money.ts';
import type { EventOutcome } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Happening } from '../gateway.ts';
import { paymentText } from '../payment.ts';
import type { Step } from './step.ts';

const TOLD: Readonly<Partial<Record<Happening['kind'], [EventOutcome, AccountEventType]>>> = {
  received: ['credited', 'payment.credited'],
  refunded: ['reversed', 'payment.refunded'],
  disputed: ['reversed', 'payment.disputed'],
};

/** Keeps for the account's people what an event did to their money; nothing where it did nothing. */
export async function tellAccount(
  tx: Tx,
  { eventId, payment, now }: Step,
  event: Happening,
  outcome: EventOutcome,
): Promise<void> {
  const [wanted, type] = TOLD[event.kind] ?? [];
  if (type === undefined || outcome !== wanted) return;
  const moved = await tx
    .selectFrom('payment_credits')
    .select(['gross', 'credit'])
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  if (!moved || moved.credit === 0n) return;
  // What came is told as the balance has it, what goes as the other side of the payment has it.
  const told = moved.credit > 0n ? moved.credit : -moved.gross;
  const amount = `${formatMoney(asMoney(told))} ${payment.currency}`;
  const { id, accountId } = payment;
  const subject = `${paymentText(id)}/${eventId}`;
  await recordAccountEvents(tx, [{ accountId, type, subject, data: { payment: id, amount } }], now);
}
