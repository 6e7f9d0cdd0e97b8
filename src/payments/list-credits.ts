import { asMoney, type Money } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';

/** What a gateway's event did to a wallet. Signed: refunds and charge-backs are below zero. */
export type DepositCredit = {
  /** Grows; one an event. */
  id: bigint;
  paymentId: number;
  accountId: number;
  gross: Money;
  fee: Money;
  /** gross − fee: what the wallet got, without the bonus. */
  credit: Money;
  bonus: Money;
  at: Date;
};

export type CreditQuery = {
  accountId?: number;
  paymentId?: number;
  after?: bigint;
  limit: number;
};

/**
 * Deposits as they were credited and taken back, in the order of their ids: for commissions,
 * invoices and exports. A disputed sum counts as gone until it is won.
 */
export async function listCredits(db: Db, query: CreditQuery): Promise<DepositCredit[]> {
  const { accountId, paymentId, after, limit } = query;
  let select = db.selectFrom('payment_credits').selectAll().orderBy('event_id').limit(limit);
  if (accountId !== undefined) select = select.where('account_id', '=', accountId);
  if (paymentId !== undefined) select = select.where('payment_id', '=', paymentId);
  if (after !== undefined) select = select.where('event_id', '>', after);
  return (await select.execute()).map((row) => ({
    id: row.event_id,
    paymentId: row.payment_id,
    accountId: row.account_id,
    gross: asMoney(row.gross),
    fee: asMoney(row.fee),
    credit: asMoney(row.credit),
    bonus: asMoney(row.bonus),
    at: row.at,
  }));
}
