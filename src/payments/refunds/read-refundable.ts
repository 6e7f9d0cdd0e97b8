import { walletOf } from '#ledger/index.ts';
import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { paymentIdOf } from '../payment.ts';
import { affordable, readBonusState, readOwned, type Owned } from './bonus-due.ts';

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
 * given back already, and so much that the wallet also pays the bonus that goes with it.
 */
export async function readRefundable(db: Db, accountId: number): Promise<Refundable[]> {
  const wallet = walletOf(accountId);
  const row = await db
    .selectFrom('wallets')
    .select('balance')
    .where('id', '=', wallet)
    .executeTakeFirst();
  const balance = row?.balance ?? 0n;
  const state = await readBonusState(db, accountId);
  let left = balance - state.unspent;
  const owns = left > 0n ? await readOwned(db, accountId) : new Map<number, Owned>();
  const found: Refundable[] = [];
  let before = FIRST;
  while (left > 0n) {
    const rows = await db.rows(CAME_IN, [wallet, before, AT_ONCE]);
    for (const { reference, amount, is_deposit } of rows) {
      const paymentId = is_deposit ? paymentIdOf(reference.split('/')[0] ?? '') : undefined;
      const owned = paymentId === undefined ? undefined : owns.get(paymentId);
      const own = paymentId === undefined ? amount : (owned?.own ?? 0n);
      if (paymentId !== undefined) owns.delete(paymentId);
      const part = own < left ? own : left;
      const most = owned ? affordable(owned, part, { balance, state }) : 0n;
      if (owned && most > 0n) found.push({ paymentId: owned.paymentId, amount: asMoney(most) });
      left -= part;
      if (left <= 0n) break;
    }
    if (rows.length < AT_ONCE) break;
    before = rows.at(-1)?.id ?? 0n;
  }
  return found;
}
