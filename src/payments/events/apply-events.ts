import { clearNotices, raiseNotices, type Notice } from '#platform/notices/index.ts';
import type { EventOutcome, PaymentState } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';
import { judgeDispute, openDispute } from '../disputes/apply-dispute.ts';
import type { GatewayEvent } from '../gateway.ts';
import { paymentIdOf, refundIdOf, type Payment } from '../payment.ts';
import { applyRefund } from '../refunds/apply-refund.ts';
import { selectPayments, toPayment } from '../select-payments.ts';
import { creditReceived } from './credit-received.ts';
import { keep, KEPT, keptSubject } from './keep.ts';
import { restoreRefunded, reverseRefunded } from './reverse.ts';
import { setState } from './set-state.ts';
import type { Step } from './step.ts';
import { tellAccount } from './tell-account.ts';

/** Where events come from. */
export type Source = {
  gatewayId: number;
  /** `gateway:stripe`, or the person who says so. */
  actor: string;
  /** As it was sent; null: it was asked for, or a person says so. */
  raw: string | null;
  now: Date;
};

export type Applied = {
  /** One an event; `repeated` was applied before and did nothing now. */
  outcomes: (EventOutcome | 'repeated')[];
  /** New ones: to be logged once this is committed. */
  notices: Notice[];
};

/**
 * Applies what a gateway says, each event once for ever, in the caller's transaction: the event,
 * what it did and the money are committed together or not at all. What cannot be true, or belongs
 * to no payment of ours, moves nothing and is kept for a person.
 */
export async function applyEvents(
  tx: Tx,
  source: Source,
  events: readonly GatewayEvent[],
): Promise<Applied> {
  const payments = await lockPayments(tx, source, events);
  const notices: Notice[] = [];
  const outcomes: Applied['outcomes'] = [];
  for (const event of events) {
    const paymentId = payments.get(event);
    const eventId = await insertEvent(tx, source, event, paymentId);
    if (eventId === undefined) {
      outcomes.push('repeated');
      continue;
    }
    const outcome =
      paymentId === undefined
        ? keepUnknown(event, { notices, eventId })
        : await applyOne(tx, event, {
            eventId,
            payment: await readLocked(tx, paymentId),
            actor: source.actor,
            now: source.now,
            notices,
          });
    if (outcome !== 'nothing') {
      await tx.updateTable('payment_events').set({ outcome }).where('id', '=', eventId).execute();
    }
    outcomes.push(outcome);
  }
  return { outcomes, notices: await raiseNotices(tx, notices, source.now) };
}

/**
 * Finds the payment of each event by the checkout at the gateway, or by our id while the checkout
 * is not known here yet: shops that share an account at a gateway use the same ids of ours. All are
 * locked in the order of their numbers.
 */
async function lockPayments(
  tx: Tx,
  { gatewayId }: Source,
  events: readonly GatewayEvent[],
): Promise<Map<GatewayEvent, number>> {
  const refs = [...new Set(events.map((event) => event.gatewayId))];
  const ids = [...new Set(events.flatMap(({ paymentId }) => paymentIdOf(paymentId ?? '') ?? []))];
  if (refs.length === 0) return new Map();
  const rows = await tx
    .selectFrom('payments')
    .select(['id', 'gateway_ref'])
    .where('gateway_id', '=', gatewayId)
    .where((where) =>
      where.or([
        where('gateway_ref', 'in', refs),
        ...(ids.length > 0
          ? [where.and([where('gateway_ref', 'is', null), where('id', 'in', ids)])]
          : []),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  const found = (event: GatewayEvent): number | undefined =>
    rows.find(({ gateway_ref: ref }) => ref !== null && ref === event.gatewayId)?.id ??
    rows.find(
      ({ id, gateway_ref: ref }) => ref === null && id === paymentIdOf(event.paymentId ?? ''),
    )?.id;
  return new Map(
    events.flatMap((event) => {
      const id = found(event);
      return id === undefined ? [] : [[event, id] as const];
    }),
  );
}

const LONGEST_RAW = 65_536;

async function insertEvent(
  tx: Tx,
  source: Source,
  event: GatewayEvent,
  paymentId: number | undefined,
): Promise<bigint | undefined> {
  const { gatewayId, actor, raw, now } = source;
  const row = await tx
    .insertInto('payment_events')
    .values({
      gateway_id: gatewayId,
      event_id: event.eventId,
      payment_id: paymentId ?? null,
      kind: event.kind,
      refund_ref: 'refundId' in event ? event.refundId : null,
      event: JSON.stringify(event, (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
      raw: raw?.slice(0, LONGEST_RAW) ?? null,
      actor,
      happened_at: event.at,
      heard_at: now,
    })
    .onConflict((conflict) => conflict.columns(['gateway_id', 'event_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? (paymentId === undefined ? undefined : adopt(tx, source, event, paymentId));
}

/**
 * An event may have come before its checkout was on record, and belonged to nothing. Told again,
 * it finds its payment and is applied for the first time.
 */
async function adopt(
  tx: Tx,
  { gatewayId, actor, now }: Source,
  { eventId }: GatewayEvent,
  paymentId: number,
): Promise<bigint | undefined> {
  const adopted = await tx
    .updateTable('payment_events')
    .set({ payment_id: paymentId, outcome: 'nothing' })
    .where('gateway_id', '=', gatewayId)
    .where('event_id', '=', eventId)
    .where('payment_id', 'is', null)
    .where('outcome', '=', 'kept')
    .returning('id')
    .executeTakeFirst();
  if (!adopted) return undefined;
  await clearNotices(tx, KEPT, [keptSubject(adopted.id)], { now, by: actor });
  return adopted.id;
}

const readLocked = async (tx: Tx, id: number): Promise<Payment> =>
  toPayment(await selectPayments(tx).where('payments.id', '=', id).executeTakeFirstOrThrow());

/** Only what speaks of money is worth a person's time. */
function keepUnknown(
  event: GatewayEvent,
  found: { notices: Notice[]; eventId: bigint },
): EventOutcome {
  const isMoney = ['received', 'refunded', 'disputed', 'dispute_lost'].includes(event.kind);
  if (!isMoney) return 'nothing';
  return keep(found, `it tells of ${event.kind} for ${event.gatewayId}, which is no payment here`);
}

const STATES = {
  processing: 'processing',
  expired: 'expired',
  failed: 'failed',
} as const satisfies Partial<Record<GatewayEvent['kind'], PaymentState>>;

async function applyOne(tx: Tx, event: GatewayEvent, step: Step): Promise<EventOutcome> {
  const outcome = await apply(tx, event, step);
  await tellAccount(tx, step, event, outcome);
  return outcome;
}

async function apply(tx: Tx, event: GatewayEvent, step: Step): Promise<EventOutcome> {
  switch (event.kind) {
    case 'received':
      return creditReceived(tx, step, event);
    case 'refunded': {
      const ours = refundIdOf(event.refundId);
      if (ours !== undefined) return applyRefund(tx, step, ours, event);
      return reverseRefunded(tx, step, event);
    }
    case 'refund_failed': {
      const ours = refundIdOf(event.refundId);
      if (ours !== undefined) return applyRefund(tx, step, ours, event);
      return restoreRefunded(tx, step, event.refundId);
    }
    case 'disputed':
      return openDispute(tx, step, event);
    case 'dispute_won':
      return judgeDispute(tx, step, { ...event, verdict: 'won' });
    case 'dispute_lost':
      return judgeDispute(tx, step, { ...event, verdict: 'lost' });
    case 'noted':
      return 'nothing';
    default:
      return setState(tx, step, STATES[event.kind], 'reason' in event ? event.reason : null);
  }
}
