import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** What an account owes, because a charge-back or a refund took more than its wallet held. */
export type Receivable = {
  id: number;
  accountId: number;
  paymentId: number;
  disputeId: number | null;
  amount: Money;
  /** Not paid, canceled or forgiven yet. */
  open: Money;
  openedAt: Date;
};

const COLUMNS = `id, account_id as "accountId", payment_id as "paymentId",
  dispute_id as "disputeId", amount, amount - paid - canceled - forgiven as open,
  opened_at as "openedAt"`;

const OPEN = reading<Receivable>(
  'receivables-open',
  `select ${COLUMNS} from receivables
   where paid + canceled + forgiven < amount and ($1::int is null or account_id = $1)
   order by id limit 500`,
);

/** The open receivables of an account, or of all for the operator, the oldest first. */
export const listReceivables = (db: Db, accountId: number | null): Promise<Receivable[]> =>
  db.rows(OPEN, [accountId]);

/** What an account owes in all; the next credits pay it off first. */
export async function readOwed(db: Db, accountId: number): Promise<Money> {
  const open = await listReceivables(db, accountId);
  return asMoney(open.reduce((sum, one) => sum + one.open, 0n));
}
