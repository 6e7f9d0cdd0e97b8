import { AppError } from '#lib/errors.ts';
import type { PaymentRefundState } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';
import { selectRefunds, toRefund, type Refund } from './refund.ts';

export type RefundQuery = {
  /** Absent: of all accounts, for the operator. */
  accountId?: number;
  paymentId?: number;
  states?: readonly PaymentRefundState[];
  before?: number;
  limit: number;
};

/** Refunds to their source, the newest first. */
export async function listRefunds(db: Db, query: RefundQuery): Promise<Refund[]> {
  const { accountId, paymentId, states, before, limit } = query;
  let select = selectRefunds(db).orderBy('refund.id', 'desc').limit(limit);
  if (accountId !== undefined) select = select.where('refund.account_id', '=', accountId);
  if (paymentId !== undefined) select = select.where('refund.payment_id', '=', paymentId);
  if (states) select = select.where('refund.state', 'in', states);
  if (before !== undefined) select = select.where('refund.id', '<', before);
  return (await select.execute()).map(toRefund);
}

/** One of an account; another's is `not_found`. Without an account: the operator. */
export async function readRefund(db: Db, id: number, accountId: number | null): Promise<Refund> {
  const row = await selectRefunds(db)
    .where('refund.id', '=', id)
    .$if(accountId !== null, (query) => query.where('refund.account_id', '=', accountId))
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', 'there is no such refund');
  return toRefund(row);
}
