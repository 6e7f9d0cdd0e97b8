import type { EventOutcome, PaymentEventKind } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';

/** An event as it was heard. */
export type HeardEvent = {
  id: bigint;
  gateway: string;
  eventId: string;
  paymentId: number | null;
  kind: PaymentEventKind;
  outcome: EventOutcome;
  /** As the gateway's file read it. */
  event: unknown;
  actor: string;
  happenedAt: Date;
  heardAt: Date;
};

export type EventQuery = { outcome?: EventOutcome; paymentId?: number; limit: number };

/** What gateways said, the newest first. For the operator. */
export async function listEvents(db: Db, query: EventQuery): Promise<HeardEvent[]> {
  const { outcome, paymentId, limit } = query;
  let select = db
    .selectFrom('payment_events as event')
    .innerJoin('gateways', 'gateways.id', 'event.gateway_id')
    .select(['event.id', 'gateways.name as gateway', 'event.event_id as eventId'])
    .select(['event.payment_id as paymentId', 'event.kind', 'event.outcome', 'event.event'])
    .select(['event.actor', 'event.happened_at as happenedAt', 'event.heard_at as heardAt'])
    .orderBy('event.id', 'desc')
    .limit(limit);
  if (outcome !== undefined) select = select.where('event.outcome', '=', outcome);
  if (paymentId !== undefined) select = select.where('event.payment_id', '=', paymentId);
  return select.execute();
}
