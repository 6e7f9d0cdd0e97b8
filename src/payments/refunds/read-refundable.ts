import { walletOf } from '#ledger/index.ts';
import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { readBonus } from '../bonuses/read-bonus.ts';
import { paymentIdOf } from '../payment.ts';

/** What of a payment may go back to its source. */
export type Refundable = { paymentId: number; amount: Money };

type Row = { id: bigint; reference: string; amount: bigint; is_deposit: boolean };

/** What came in from outside, as a prize or by hand; what gives back is not new money. */
const CAME_IN = reading<Row>(
  'refunds-came-in',
  `select id, reference, amount, kind = 'deposit' as is_deposit from transfers
   where to_id = $1 and to_id > 0 and kind <> 'order.refund' and id < $2
     and kind not in ('bonus.grant', 'refund.return', 'dispute.return', 'deposit.restore')
   order by id desc limit $3`,
);

const AT_ONCE = 200;
const FIRST = 9_223_372_036_854_775_807n;

/**
 * What an account may have back, payment by payment, the newest first. Money is spent in the order
 * in which it came, the bonus before all other: so what the wallet holds, less the bonus that is
 * not spent, is the newest that came in. A payment gives back at most what it credited and has not
 * given back already.
 */
export async function readRefundable(db: Db, accountId: number): Promise<Refundable[]> {
  const wallet = walletOf(accountId);
  const row = await db
    .selectFrom('wallets')
    .select('balance')
    .where('id', '=', wallet)
    .executeTakeFirst();
  const bonus = await readBonus(db, accountId);
  let left = (row?.balance ?? 0n) - (bonus?.unspent ?? 0n);
  const owns = left > 0n ? await readOwn(db, accountId) : new Map<number, bigint>();
  const found: Refundable[] = [];
  let before = FIRST;
  while (left > 0n) {
    const rows = await db.rows(CAME_IN, [wallet, before, AT_ONCE]);
    for (const { reference, amount, is_deposit } of rows) {
      const paymentId = is_deposit ? paymentIdOf(reference.split('/')[0] ?? '') : undefined;
      const own = paymentId === undefined ? amount : (owns.get(paymentId) ?? 0n);
      if (paymentId !== undefined) owns.delete(paymentId);
      const part = own < left ? own : left;
      if (paymentId !== undefined && part > 0n) found.push({ paymentId, amount: asMoney(part) });
      left -= part;
      if (left <= 0n) break;
    }
    if (rows.length < AT_ONCE) break;
    before = rows.at(-1)?.id ?? 0n;
  }
  return found;
}

/** What each payment credited and has not given back, nor is about to. */
async function readOwn(db: Db, accountId: number): Promise<Map<number, bigint>> {
  const payments = await db
    .selectFrom('payments')
    .select(['id', 'credited', 'reversed_credit', 'refunded'])
    .where('account_id', '=', accountId)
    .where('credited', '>', 0n)
    .execute();
  const waiting = await db
    .selectFrom('payment_refunds')
    .select(['payment_id', 'amount'])
    .where('account_id', '=', accountId)
    .where('state', 'in', ['requested', 'approved', 'sent'])
    .execute();
  const owns = new Map(
    payments.map((one) => [one.id, one.credited - one.reversed_credit - one.refunded]),
  );
  for (const { payment_id: id, amount } of waiting) owns.set(id, (owns.get(id) ?? 0n) - amount);
  return new Map([...owns].map(([id, own]) => [id, own > 0n ? own : 0n]));
}
