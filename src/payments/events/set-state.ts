import type { EventOutcome, PaymentState } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Step } from './step.ts';

/** From where a payment gets there; what holds money stays as it is. */
const FROM: Readonly<Partial<Record<PaymentState, readonly PaymentState[]>>> = {
  processing: ['new', 'open', 'reported', 'expired', 'failed'],
  expired: ['new', 'open'],
  failed: ['new', 'open', 'processing', 'expired'],
  refused: ['new', 'open', 'reported', 'expired'],
};

const LONGEST_REASON = 500;

/** Moves a payment of which nothing was credited; one that ends gives its code back. */
export async function setState(
  tx: Tx,
  { payment, now }: Step,
  state: PaymentState,
  reason: string | null,
): Promise<EventOutcome> {
  if (!FROM[state]?.includes(payment.state)) return 'nothing';
  await tx
    .updateTable('payments')
    .set({ state, reason: reason?.slice(0, LONGEST_REASON) ?? null })
    .where('id', '=', payment.id)
    .execute();
  if (state !== 'processing') {
    await tx
      .updateTable('deposit_coupon_uses')
      .set({ released_at: now })
      .where('payment_id', '=', payment.id)
      .where('released_at', 'is', null)
      .execute();
  }
  return 'changed';
}
