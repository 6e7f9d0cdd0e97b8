import { AppError } from '#lib/errors.ts';
import type { Money } from '#lib/money.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { logNotices } from '#platform/notices/index.ts';
import { applyEvents } from '../events/apply-events.ts';
import { paymentText, type Payment } from '../payment.ts';
import { readPayment } from '../read-payment.ts';

export type DisputeReport = {
  paymentId: number;
  /** The bank's or the gateway's name of it. */
  ref: string;
  actor: Actor;
} & ({ what: 'opened'; amount: Money } | { what: 'won' | 'lost' });

/**
 * Says what the operator learnt of a charge-back elsewhere: of a transfer by hand, or of a gateway
 * that does not tell. Amounts are gross, nano-units. Refuses `not_found` (the payment), `conflict`
 * where it changes nothing, and `invalid_parameter` (amount).
 */
export async function reportDispute(app: App, report: DisputeReport): Promise<void> {
  const now = new Date(app.clock.now());
  const payment = await readPayment(app.db, report.paymentId, null);
  const source = {
    gatewayId: payment.gatewayId,
    actor: actorName(report.actor),
    raw: null,
    now,
  };
  const notices = await app.transact(async (tx) => {
    const applied = await applyEvents(tx, source, [eventOf(payment, report, now)]);
    const [outcome] = applied.outcomes;
    if (outcome === 'kept') {
      throw new AppError('invalid_parameter', 'this is not what was disputed', {
        parameter: 'amount',
      });
    }
    if (outcome === 'nothing' || outcome === 'repeated') {
      throw new AppError('conflict', `dispute ${report.ref} stands like that already`);
    }
    return applied.notices;
  });
  logNotices(app, notices);
}

function eventOf(payment: Payment, report: DisputeReport, at: Date) {
  const { ref } = report;
  const named = {
    paymentId: paymentText(payment.id),
    gatewayId: payment.gatewayRef ?? '',
    disputeId: ref,
    at,
  };
  const eventId = `reported/${ref}/${report.what}/${at.getTime()}`;
  if (report.what === 'opened') {
    const { amount } = report;
    return { ...named, eventId, kind: 'disputed' as const, amount, currency: payment.currency };
  }
  const kind = report.what === 'won' ? ('dispute_won' as const) : ('dispute_lost' as const);
  return { ...named, eventId, kind };
}
