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
  const spent = await spentSince(db, accountId, row);
  return {
    id: row.id,
    accountId,
    paymentId: row.payment_id,
    capacity,
    unspent: (spent < capacity ? capacity - spent : 0n) as Money,
    takes: row.takes,
    expiresAt: row.expires_at,
  };
}

type Row = { last: bigint | null; more: boolean; spent: bigint };

/**
 * What the next transfers of a wallet spent on orders since the grant, less what these gave back.
 * Runs of a drip-feed give back under numbers of their own: that is paid money, as is documented.
 */
const SPENT = reading<Row>(
  'bonus-spent',
  `with h as (
     select id, kind, amount from transfers
     where from_id = $1 and from_id > 0 and id > $2 order by id limit $4::int
   ), r as (
     select id, kind, amount, reference from transfers
     where to_id = $1 and to_id > 0 and id > $2 order by id limit $4::int
   ), edge as (
     select least((select max(id) from h having count(*) = $4::int),
                  (select max(id) from r having count(*) = $4::int)) as id
   )
   select edge.id is not null as more,
     coalesce(edge.id, greatest((select max(id) from h), (select max(id) from r))) as last,
     ((select coalesce(sum(h.amount), 0) from h
       where h.kind = 'order.hold' and (edge.id is null or h.id <= edge.id))
      - (select coalesce(sum(r.amount), 0) from r
         join transfers o on o.kind = 'order.hold' and o.reference = r.reference
         where r.kind = 'order.refund' and o.id > $3
           and (edge.id is null or r.id <= edge.id)))::bigint as spent
   from edge`,
);

const AT_ONCE = 2_000;

type Marks = { since_transfer: bigint; seen_transfer: bigint; spent: bigint };
export type Seen = { spent: bigint; seen: bigint; more: boolean };

/** One step on from what was seen. Ids of a wallet grow with its lock, so nothing slips in behind. */
export async function seeOn(db: Db, accountId: number, marks: Marks): Promise<Seen> {
  const { since_transfer: since, seen_transfer: seen, spent } = marks;
  const [row] = await db.rows(SPENT, [walletOf(accountId), seen, since, AT_ONCE]);
  return {
    spent: spent + (row?.spent ?? 0n),
    seen: row?.last ?? seen,
    more: row?.more ?? false,
  };
}

async function spentSince(db: Db, accountId: number, marks: Marks): Promise<bigint> {
  let step = await seeOn(db, accountId, marks);
  while (step.more) {
    const from = { since_transfer: marks.since_transfer, seen_transfer: step.seen };
    step = await seeOn(db, accountId, { ...from, spent: step.spent });
  }
  return step.spent;
}
