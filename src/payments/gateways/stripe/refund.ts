import type Stripe from 'stripe';
import { AppError } from '#lib/errors.ts';
import type { NewRefund } from '../../gateway.ts';
import { askStripe } from './ask-stripe.ts';
import { toMinorUnits } from './minor-units.ts';

/** Sends money back to where it came from; the same refund again is the one that there is. */
export async function refund(
  stripe: Stripe,
  { refundId, gatewayId, amount, currency }: NewRefund,
): Promise<{ done: boolean }> {
  const session = await askStripe(() => stripe.checkout.sessions.retrieve(gatewayId));
  const intent = session.payment_intent;
  if (intent === null) throw new AppError('conflict', 'nothing was paid');
  const intentId = typeof intent === 'string' ? intent : intent.id;
  const made = await madeBefore(stripe, intentId, refundId);
  if (made) return { done: made.status === 'succeeded' };
  const { status } = await askStripe(() =>
    stripe.refunds.create(
      {
        payment_intent: intentId,
        amount: toMinorUnits(amount, currency),
        metadata: { refund_id: refundId },
      },
      { idempotencyKey: `refund ${refundId} ${intentId}` },
    ),
  );
  if (status === 'failed' || status === 'canceled') {
    throw new AppError('conflict', `Stripe did not refund it: ${status}`);
  }
  return { done: status === 'succeeded' };
}

const MOST = 100; // refunds of one payment

/** Stripe forgets an idempotency key after a day, which a gateway that was away may outlast. */
async function madeBefore(stripe: Stripe, intentId: string, refundId: string) {
  const { data } = await askStripe(() =>
    stripe.refunds.list({ payment_intent: intentId, limit: MOST }),
  );
  return data.find(
    ({ metadata, status }) =>
      metadata?.['refund_id'] === refundId && status !== 'failed' && status !== 'canceled',
  );
}
