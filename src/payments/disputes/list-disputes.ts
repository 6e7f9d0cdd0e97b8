import { asMoney, type Money } from '#lib/money.ts';
import type { DisputeState } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';

/** A charge-back: just its sum is frozen until it is judged. */
export type Dispute = {
  id: number;
  /** The gateway's name of it. */
  ref: string;
  paymentId: number;
  accountId: number;
  /** Gross; null: only its verdict was heard. */
  amount: Money | null;
  /** The part of it that had been credited, and is frozen. */
  credit: Money;
  state: DisputeState;
  openedAt: Date | null;
  verdictAt: Date | null;
};

export type DisputeQuery = {
  accountId?: number;
  paymentId?: number;
  state?: DisputeState;
  limit: number;
};

/** Disputes, the newest first. */
export async function listDisputes(db: Db, query: DisputeQuery): Promise<Dispute[]> {
  const { accountId, paymentId, state, limit } = query;
  let select = db.selectFrom('disputes').selectAll().orderBy('id', 'desc').limit(limit);
  if (accountId !== undefined) select = select.where('account_id', '=', accountId);
  if (paymentId !== undefined) select = select.where('payment_id', '=', paymentId);
  if (state !== undefined) select = select.where('state', '=', state);
  return (await select.execute()).map((row) => ({
    id: row.id,
    ref: row.dispute_ref,
    paymentId: row.payment_id,
    accountId: row.account_id,
    amount: row.amount === null ? null : asMoney(row.amount),
    credit: asMoney(row.credit),
    state: row.state,
    openedAt: row.opened_at,
    verdictAt: row.verdict_at,
  }));
}
