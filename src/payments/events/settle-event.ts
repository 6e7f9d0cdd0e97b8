import { AppError } from '#lib/errors.ts';
import type { Money } from '#lib/money.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { clearNotices, logNotices } from '#platform/notices/index.ts';
import type { Happening } from '../gateway.ts';
import { paymentText } from '../payment.ts';
import { readPayment } from '../read-payment.ts';
import { applyEvents } from './apply-events.ts';
import { KEPT, keptSubject } from './keep.ts';

export type Settling = {
  eventId: bigint;
  /** What it was, in the person's judgement; null: nothing is to be done. */
  credit: { paymentId: number; gross: Money } | null;
  actor: Actor;
};

/**
 * Settles an event that was kept for a person: it credits a payment of the same gateway with what
 * the person says has arrived (gross, nano-units), or is closed. Once: a second time is a
 * `conflict`. Refuses `not_found`.
 */
export async function settleEvent(app: App, { eventId, credit, actor }: Settling): Promise<void> {
  const now = new Date(app.clock.now());
  const by = actorName(actor);
  const payment = credit && (await readPayment(app.db, credit.paymentId, null));
  const notices = await app.transact(async (tx) => {
    const kept = await tx
      .updateTable('payment_events')
      .set({ outcome: 'settled', ...(payment && { payment_id: payment.id }) })
      .where('id', '=', eventId)
      .where('outcome', '=', 'kept')
      .$if(payment !== null, (query) => query.where('gateway_id', '=', payment?.gatewayId ?? 0))
      .returning(['happened_at', 'gateway_id'])
      .executeTakeFirst();
    if (!kept) throw new AppError('conflict', `event ${eventId} is not kept for this gateway`);
    await clearNotices(tx, KEPT, [keptSubject(eventId)], { now, by });
    if (!credit || !payment) return [];
    const source = { gatewayId: kept.gateway_id, actor: by, raw: null, now };
    const applied = await applyEvents(tx, source, [
      {
        eventId: `settled/${eventId}`,
        paymentId: paymentText(payment.id),
        gatewayId: payment.gatewayRef ?? '',
        at: kept.happened_at,
        ...arrived(credit.gross, payment.currency),
      },
    ]);
    if (applied.outcomes[0] !== 'credited') {
      throw new AppError('invalid_parameter', 'this amount cannot be credited', {
        parameter: 'amount',
      });
    }
    return applied.notices;
  });
  logNotices(app, notices);
}

const arrived = (amount: Money, currency: string): Happening => ({
  kind: 'received',
  amount,
  currency,
});
