import Stripe from 'stripe';
import { AppError } from '#lib/errors.ts';
import type { GatewayEvent, Notification } from '../../gateway.ts';
import { askStripe } from './ask-stripe.ts';
import { readHappenings } from './read-happenings.ts';

const TOLERANCE_S = 300; // reliability.md 6.3, and Stripe's own

/**
 * Checks a notification and takes from it only which session it is about: what happened is read
 * from the API. One of another kind, or of a payment that is not ours, is noted.
 */
export async function readNotification(
  stripe: Stripe,
  { headers, body }: Notification,
  secret: string,
  nowMs: number,
): Promise<GatewayEvent[]> {
  const event = verified(stripe, headers.get('stripe-signature') ?? '', body, secret, nowMs);
  const sessionId = await sessionOf(stripe, event);
  const happenings = sessionId === null ? [] : await readHappenings(stripe, sessionId);
  if (happenings.length > 0) return happenings;
  const at = new Date(event.created * 1_000);
  const { id: eventId, type } = event;
  return [{ eventId, paymentId: null, gatewayId: sessionId ?? '', at, kind: 'noted', type }];
}

function verified(
  stripe: Stripe,
  header: string,
  body: Buffer,
  secret: string,
  nowMs: number,
): Stripe.Event {
  try {
    return stripe.webhooks.constructEvent(body, header, secret, TOLERANCE_S, undefined, nowMs);
  } catch {
    throw new AppError('invalid_signature', 'the signature is not right');
  }
}

/** Refunds and disputes know their payment, and Stripe knows the session of it. */
async function sessionOf(stripe: Stripe, event: Stripe.Event): Promise<string | null> {
  if (!HEARD.test(event.type)) return null;
  const { id, payment_intent: intent } = event.data.object as Subject;
  if (event.type.startsWith('checkout.session.')) return id;
  const intentId = typeof intent === 'string' ? intent : intent?.id;
  if (intentId === undefined) return null;
  const sessions = await askStripe(() =>
    stripe.checkout.sessions.list({ payment_intent: intentId, limit: 1 }),
  );
  return sessions.data[0]?.id ?? null;
}

const HEARD = /^(checkout\.session|charge\.dispute|charge\.refund(ed)?|refund)\b/;

type Subject = { id: string; payment_intent?: string | { id: string } | null };
