import { AppError } from '#lib/errors.ts';
import { asMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { EventOutcome, PaymentEventKind } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';
import { findGateway, openGateway } from './configured-gateway.ts';
import type { Payment } from './payment.ts';
import { selectPayments, toPayment } from './select-payments.ts';

/** An account's payment by its number; another's is `not_found`. Without an account: the operator. */
export async function readPayment(db: Db, id: number, accountId: number | null): Promise<Payment> {
  const row = await selectPayments(db)
    .where('payments.id', '=', id)
    .$if(accountId !== null, (query) => query.where('account_id', '=', accountId))
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', 'there is no such payment');
  return toPayment(row);
}

/** What the payer is told to do where no address leads to a checkout; null where one does. */
export async function readInstructions(app: App, payment: Payment): Promise<string | null> {
  const gateway = await findGateway(app.db, payment.gatewayId);
  return openGateway(app, gateway).instructions ?? null;
}

/** What became of a payment, one line an event. Signed: what went back is below zero. */
export type PaymentStep = {
  eventId: bigint;
  kind: PaymentEventKind;
  outcome: EventOutcome;
  /** When it happened there, and when we heard of it. */
  happenedAt: Date;
  heardAt: Date;
  actor: string;
  gross: Money | null;
  fee: Money | null;
  credit: Money | null;
  bonus: Money | null;
};

/** The events of a payment in the order in which they were heard, with what each moved. */
export async function readPaymentSteps(db: Db, paymentId: number): Promise<PaymentStep[]> {
  const rows = await db
    .selectFrom('payment_events as event')
    .leftJoin('payment_credits as credit', 'credit.event_id', 'event.id')
    .select(['event.id', 'event.kind', 'event.outcome', 'event.happened_at', 'event.heard_at'])
    .select(['event.actor', 'credit.gross', 'credit.fee', 'credit.credit', 'credit.bonus'])
    .where('event.payment_id', '=', paymentId)
    .orderBy('event.id')
    .execute();
  return rows.map((row) => ({
    eventId: row.id,
    kind: row.kind,
    outcome: row.outcome,
    happenedAt: row.happened_at,
    heardAt: row.heard_at,
    actor: row.actor,
    gross: moneyOr(row.gross),
    fee: moneyOr(row.fee),
    credit: moneyOr(row.credit),
    bonus: moneyOr(row.bonus),
  }));
}

const moneyOr = (value: bigint | null): Money | null => (value === null ? null : asMoney(value));
