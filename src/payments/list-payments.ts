import type { PaymentState } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';
import type { Payment } from './payment.ts';
import { selectPayments, toPayment } from './select-payments.ts';

export type PaymentQuery = {
  /** Absent: of all accounts, for the operator. */
  accountId?: number;
  states?: readonly PaymentState[];
  /** Older ones than this. */
  before?: number;
  limit: number;
};

/** Payments, the newest first. */
export async function listPayments(db: Db, query: PaymentQuery): Promise<Payment[]> {
  const { accountId, states, before, limit } = query;
  let select = selectPayments(db).orderBy('payments.id', 'desc').limit(limit);
  if (accountId !== undefined) select = select.where('account_id', '=', accountId);
  if (states) select = select.where('state', 'in', states);
  if (before !== undefined) select = select.where('payments.id', '<', before);
  return (await select.execute()).map(toPayment);
}
