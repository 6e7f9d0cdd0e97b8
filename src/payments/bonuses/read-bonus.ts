import { walletOf } from '#ledger/index.ts';
import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** An account's bonus: at most one is live, and orders spend it before any other money. */
export type Bonus = {
  id: number;
  accountId: number;
  /** The last deposit that granted it. */
  paymentId: number;
  /** Granted and taken over from the one before, less what was taken back. */
  capacity: Money;
  unspent: Money;
  takes: number;
  sinceTransfer: bigint;
  expiresAt: Date;
};

/** The live bonus of an account and what orders have left of it; undefined: there is none. */
export async function readBonus(db: Db, accountId: number): Promise<Bonus | undefined> {
  const row = await db
    .selectFrom('bonuses')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const capacity = asMoney(row.granted + row.carried - row.taken);
  const spent = await spentSince(db, accountId, row.since_transfer, capacity);
  return {
    id: row.id,
    accountId,
    paymentId: row.payment_id,
    capacity,
    unspent: (spent < capacity ? capacity - spent : 0n) as Money,
    takes: row.takes,
    sinceTransfer: row.since_transfer,
    expiresAt: row.expires_at,
  };
}

type Row = { last: bigint | null; spent: bigint | null; orders: bigint };

/**
 * What the next orders cost, less what they gave back. Runs of a drip-feed give back under numbers
 * of their own: that is paid money, as it is documented.
 */
const SPENT = reading<Row>(
  'bonus-spent',
  `select max(h.id) as last, count(*) as orders,
     sum(h.amount - coalesce(r.amount, 0))::bigint as spent
   from (select id, reference, amount from transfers
         where from_id = $1 and from_id > 0 and id > $2 and kind = 'order.hold'
         order by id limit $3) h
   left join transfers r on r.kind = 'order.refund' and r.reference = h.reference`,
);

const AT_ONCE = 500; // a bonus is a share of a deposit: the first orders spend it

async function spentSince(db: Db, accountId: number, since: bigint, enough: Money): Promise<Money> {
  let [after, spent] = [since, 0n];
  while (spent < enough) {
    const [row] = await db.rows(SPENT, [walletOf(accountId), after, AT_ONCE]);
    spent += row?.spent ?? 0n;
    if (!row?.last || row.orders < BigInt(AT_ONCE)) break;
    after = row.last;
  }
  return spent as Money;
}
