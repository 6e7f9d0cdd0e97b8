import { asMoney } from '#lib/money.ts';
import type { TransferKind } from '#platform/db/schema.ts';
import { reading, type ReadStatement } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { arms } from './wallet-arms.ts';
import { groupOf, kindsOf, subjectOf } from './transfer-kind.ts';
import type { Transaction, TransactionFilter } from './transaction.ts';

/** One page; `after` and `before` are ids of transactions at its edges. */
export type TransactionPage = {
  transactions: Transaction[];
  /** Where older ones follow, and where newer ones do; null: there are none. */
  older: bigint | null;
  newer: bigint | null;
};

export type ListTransactions = {
  filter?: TransactionFilter;
  /** Older than this one. */
  after?: bigint | undefined;
  /** Newer than this one. */
  before?: bigint | undefined;
  limit?: number;
};

type Row = {
  id: bigint;
  created_at: Date;
  kind: TransferKind;
  reference: string;
  reason: string | null;
  delta: bigint;
  balance: bigint;
  order_id: number | null;
  service_id: number | null;
  service_name: string | null;
};

const PAGE = 50;

/**
 * A wallet's movements, newest first, each with the balance after it: exact in any filter, and as
 * fast at the end of a million as at their beginning. Another's account has none of them.
 */
export async function listTransactions(
  db: Db,
  accountId: number,
  { filter = {}, after, before, limit = PAGE }: ListTransactions = {},
): Promise<TransactionPage> {
  const kinds = kindsOf(filter.group);
  const spans = await spansOf(db, accountId, filter);
  const isUp = before !== undefined && after === undefined;
  const rows = await db.rows(pageQuery(filter, kinds, isUp), [
    accountId,
    kinds,
    filter.from ?? null,
    filter.until ?? null,
    spans.map(([low]) => (isUp && before > low ? before : low)),
    spans.map(([, high]) => (after !== undefined && after - 1n < high ? after - 1n : high)),
    limit + 1,
    ...(filter.reference === undefined ? [] : [filter.reference]),
  ]);
  const hasMore = rows.length > limit;
  const shown = (hasMore ? rows.slice(0, limit) : rows).map(asTransaction);
  if (isUp) shown.reverse();
  const [first, last] = [shown[0]?.id ?? null, shown.at(-1)?.id ?? null];
  return {
    transactions: shown,
    older: isUp || hasMore ? last : null,
    newer: (isUp ? hasMore : after !== undefined) ? first : null,
  };
}

const END = 2n ** 63n - 1n;

type Span = readonly [after: bigint, upTo: bigint];

/** Of what is marked, the stretch that has transfers of these days; and what is not marked yet. */
const SPANS = reading<{ low: bigint; high: bigint; marked: bigint }>(
  'billing-spans-of-days',
  `with mine as materialized (
     select transfer_id as id, earliest_at, latest_at from wallet_marks where account_id = $1
   ), first_in as (
     select min(id) as id from mine where latest_at >= coalesce($2::timestamptz, '-infinity')
   )
   select coalesce((select max(id) from mine where id < coalesce(f.id, ${END})), 0) as low,
          coalesce((select max(id) from mine
                    where earliest_at < coalesce($3::timestamptz, 'infinity')), 0) as high,
          coalesce((select max(id) from mine), 0) as marked
   from first_in f`,
);

async function spansOf(db: Db, accountId: number, filter: TransactionFilter): Promise<Span[]> {
  const { from = null, until = null } = filter;
  const all: Span[] = [[0n, END]];
  if (from === null && until === null) return all;
  const [found] = await db.rows(SPANS, [accountId, from, until]);
  if (!found || found.marked === 0n) return all;
  return [
    [found.marked, END],
    [found.low, found.high],
  ];
}

/** A payment's transfers are `pay_12/…`: between `/` and `0` nothing else begins. */
const NAMED = `named as materialized (
  select * from transfers
  where kind = any ($2::transfer_kind[]) and reference >= $8 and reference < $8 || '0'
    and (reference = $8 or starts_with(reference, $8 || '/'))
),`;

const COLUMNS = 'id, created_at, kind, reference, reason';

function pageQuery(
  filter: TransactionFilter,
  kinds: readonly TransferKind[],
  isUp: boolean,
): ReadStatement<Row> {
  const order = isUp ? 'asc' : 'desc';
  const isNamed = filter.reference !== undefined;
  const wanted = arms(kinds, filter.direction);
  const one = ({ side, sign, but }: (typeof wanted)[number]) =>
    `(select ${COLUMNS}, ${sign}amount as delta from ${isNamed ? 'named' : 'transfers'}
      where ${side} > 0 and ${side} = $1 and kind = any ($2::transfer_kind[]) ${but}
        and ($3::timestamptz is null or created_at >= $3)
        and ($4::timestamptz is null or created_at < $4)
        and id > s.low and id <= s.high
      order by id ${order} limit $7)`;
  const name = wanted.map(({ side, but }) => side + (but && ' few')).join(' ');
  return reading<Row>(
    `billing-page ${order} ${isNamed} ${name}`,
    `with ${isNamed ? NAMED : ''} page as (
       select t.* from unnest($5::bigint[], $6::bigint[]) as s (low, high)
       cross join lateral (${wanted.map(one).join(' union all ')}) t
       order by t.id ${order} limit $7
     ), anchors as (
       select coalesce(m.transfer_id, 0) as id, coalesce(m.balance, 0) as balance,
              max(p.id) as last
       from page p left join lateral (
         select transfer_id, balance from wallet_marks
         where account_id = $1 and transfer_id < p.id order by transfer_id desc limit 1
       ) m on true
       group by 1, 2
     ), running as (
       select t.id, a.balance + sum(t.delta) over (partition by a.id order by t.id) as balance
       from anchors a cross join lateral (
         select id, amount as delta from transfers
         where to_id > 0 and to_id = $1 and id > a.id and id <= a.last
         union all
         select id, -amount from transfers
         where from_id > 0 and from_id = $1 and id > a.id and id <= a.last
       ) t
     )
     select p.*, r.balance::bigint as balance, o.id as order_id, v.id as service_id,
            v.name as service_name
     from page p
     join running r on r.id = p.id
     left join orders o on o.account_id = $1
       and o.id = case when p.kind in ('order.hold', 'order.refund') then p.reference::int end
     left join services v on v.id = o.service_id
     order by p.id ${order}`,
  );
}

const asTransaction = (row: Row): Transaction => ({
  id: row.id,
  at: row.created_at,
  kind: row.kind,
  group: groupOf(row.kind),
  amount: asMoney(row.delta),
  balance: asMoney(row.balance),
  subject: subjectOf(row.kind),
  reference: row.reference,
  orderId: row.order_id,
  service: row.service_id === null ? null : { id: row.service_id, name: row.service_name ?? '' },
  reason: row.reason,
});
