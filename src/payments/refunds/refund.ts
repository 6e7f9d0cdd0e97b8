import { asMoney, type Money } from '#lib/money.ts';
import type { PaymentRefundState } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';

/** A wish to have money back where it came from. The money left the wallet when it was made. */
export type Refund = {
  id: number;
  accountId: number;
  paymentId: number;
  amount: Money;
  /** Of the payment's, which left the wallet with it and comes back with it. */
  bonus: Money;
  currency: string;
  /** The customer's words. */
  reason: string;
  state: PaymentRefundState;
  /** The operator's words. */
  answer: string | null;
  decidedBy: string | null;
  attempts: number;
  error: string | null;
  requestedAt: Date;
  /** By when it is answered: the time goal. */
  dueAt: Date;
  decidedAt: Date | null;
  endedAt: Date | null;
};

/** Where the money of a refund is: kept for it, gone to its source, or back in the wallet. */
export type Place = 'held' | 'gone' | 'back';

export const PLACES: Readonly<Record<PaymentRefundState, Place>> = {
  requested: 'held',
  approved: 'held',
  sent: 'held',
  done: 'gone',
  failed: 'back',
  refused: 'back',
};

export const selectRefunds = (db: Db) =>
  db
    .selectFrom('payment_refunds as refund')
    .innerJoin('payments', 'payments.id', 'refund.payment_id')
    .selectAll('refund')
    .select('payments.currency');

type Row = Awaited<ReturnType<ReturnType<typeof selectRefunds>['executeTakeFirstOrThrow']>>;

export const toRefund = (row: Row): Refund => ({
  id: row.id,
  accountId: row.account_id,
  paymentId: row.payment_id,
  amount: asMoney(row.amount),
  bonus: asMoney(row.bonus),
  currency: row.currency,
  reason: row.reason,
  state: row.state,
  answer: row.answer,
  decidedBy: row.decided_by,
  attempts: row.attempts,
  error: row.error,
  requestedAt: row.requested_at,
  dueAt: row.due_at,
  decidedAt: row.decided_at,
  endedAt: row.ended_at,
});
