import type Stripe from 'stripe';
import type { GatewayEvent, Happening } from '../../gateway.ts';
import { askStripe } from './ask-stripe.ts';
import { fromMinorUnits } from './minor-units.ts';

type Fact = Happening & { id: string; at: number };

const MOST = 100; // refunds or disputes of one payment

/**
 * All that has happened to a Checkout session, as Stripe's API has it now, in the order in which it
 * happened. Its ids are those of the facts, so that hearing of one twice is hearing of it once.
 */
export async function readHappenings(stripe: Stripe, sessionId: string): Promise<GatewayEvent[]> {
  const session = await askStripe(() =>
    stripe.checkout.sessions.retrieve(sessionId, {
      expand: ['payment_intent', 'payment_intent.latest_charge'],
    }),
  );
  const facts = await factsOf(stripe, session);
  const paymentId = session.metadata?.['payment_id'] ?? session.client_reference_id;
  return facts.map(({ id, at, ...happening }) => ({
    eventId: id,
    paymentId,
    gatewayId: session.id,
    at: new Date(at * 1_000),
    ...happening,
  }));
}

async function factsOf(stripe: Stripe, session: Stripe.Checkout.Session): Promise<Fact[]> {
  if (session.status === 'expired') {
    return [{ id: `${session.id}/expired`, at: session.expires_at, kind: 'expired' }];
  }
  const intent = session.payment_intent;
  if (session.status !== 'complete' || intent === null || typeof intent === 'string') return [];
  if (intent.status === 'processing') {
    return [{ id: `${intent.id}/processing`, at: intent.created, kind: 'processing' }];
  }
  if (intent.amount_received > 0) return receivedFacts(stripe, intent);
  if (!FAILED.has(intent.status)) return [];
  const reason = intent.last_payment_error?.message ?? 'the payment did not go through';
  return [{ id: `${intent.id}/failed`, at: intent.created, kind: 'failed', reason }];
}

const FAILED = new Set<string>(['requires_payment_method', 'canceled']);

async function receivedFacts(stripe: Stripe, intent: Stripe.PaymentIntent): Promise<Fact[]> {
  const charge = typeof intent.latest_charge === 'string' ? null : intent.latest_charge;
  const currency = intent.currency.toUpperCase();
  const received: Fact = {
    id: `${intent.id}/received`,
    at: charge?.created ?? intent.created,
    kind: 'received',
    amount: fromMinorUnits(intent.amount_received, currency),
    currency,
  };
  const ofIntent = { payment_intent: intent.id, limit: MOST };
  // A failed refund leaves no trace on the charge, so refunds are asked for always.
  const [refunds, disputes] = await askStripe(() =>
    Promise.all([
      stripe.refunds.list(ofIntent),
      charge?.disputed === false ? { data: [] } : stripe.disputes.list(ofIntent),
    ]),
  );
  const later = [...refunds.data.flatMap(refundFacts), ...disputes.data.flatMap(disputeFacts)];
  return [received, ...later.toSorted((a, b) => a.at - b.at)];
}

/** A refund that failed after all has been made before: both are told. */
function refundFacts(refund: Stripe.Refund): Fact[] {
  const { id, created: at, status } = refund;
  const refundId = refund.metadata?.['refund_id'] ?? id;
  const currency = refund.currency.toUpperCase();
  if (status === 'succeeded') {
    const amount = fromMinorUnits(refund.amount, currency);
    return [{ id: `${id}/refunded`, at, kind: 'refunded', refundId, amount, currency }];
  }
  if (status !== 'failed' && status !== 'canceled') return [];
  const reason = refund.failure_reason ?? status;
  return [{ id: `${id}/failed`, at, kind: 'refund_failed', refundId, reason }];
}

/** An inquiry before a dispute (`warning_…`) takes no money, and one that is prevented neither. */
const TAKES_MONEY = new Set<string>([
  ...['needs_response', 'under_review', 'won', 'lost'],
  ...['appeal_needs_response', 'appeal_under_review'],
]);

function disputeFacts(dispute: Stripe.Dispute): Fact[] {
  const { id, created: at, status } = dispute;
  if (!TAKES_MONEY.has(status)) return [];
  const currency = dispute.currency.toUpperCase();
  const amount = fromMinorUnits(dispute.amount, currency);
  const opened: Fact = { id, at, kind: 'disputed', disputeId: id, amount, currency };
  if (status === 'won')
    return [opened, { id: `${id}/won`, at, kind: 'dispute_won', disputeId: id }];
  if (status !== 'lost') return [opened];
  return [opened, { id: `${id}/lost`, at, kind: 'dispute_lost', disputeId: id }];
}
