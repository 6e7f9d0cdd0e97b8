import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** What orders came to on a UTC day: how many were paid for, what was held, what was given back. */
export type SpendingDay = { day: string; orders: number; spent: Money; refunded: Money };

type Row = { day: string; orders: bigint; spent: bigint; refunded: bigint };

// Before the last mark the days are summed already; the rest is a minute's transfers.
const DAYS = reading<Row>(
  'billing-spending-days',
  `with mark as (
     select coalesce(max(transfer_id), 0) as id from wallet_marks where account_id = $1
   ), sums as (
     select day, kind, count::bigint, received, paid from wallet_days
     where account_id = $1 and day >= $2::date and kind in ('order.hold', 'order.refund')
     union all
     select (t.created_at at time zone 'UTC')::date, t.kind, 1, 0, t.amount
     from mark m join transfers t on t.from_id > 0 and t.from_id = $1 and t.id > m.id
     where t.kind = 'order.hold' and t.created_at >= $2::date
     union all
     select (t.created_at at time zone 'UTC')::date, t.kind, 1, t.amount, 0
     from mark m join transfers t on t.to_id > 0 and t.to_id = $1 and t.id > m.id
     where t.kind = 'order.refund' and t.created_at >= $2::date
   )
   select to_char(d, 'YYYY-MM-DD') as day,
     coalesce(sum(s.count) filter (where s.kind = 'order.hold'), 0)::bigint as orders,
     coalesce(sum(s.paid), 0)::bigint as spent, coalesce(sum(s.received), 0)::bigint as refunded
   from generate_series($2::date, $3::date, interval '1 day') as d
   left join sums s on s.day = d::date
   group by d order by d`,
);

const DAY_MS = 86_400_000;

/** The last days of an account up to today, every one of them, the oldest first. */
export async function readSpending(
  db: Db,
  accountId: number,
  { days, now }: { days: number; now: Date },
): Promise<SpendingDay[]> {
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const from = dayOf(now.getTime() - (days - 1) * DAY_MS);
  const rows = await db.rows(DAYS, [accountId, from, dayOf(now.getTime())]);
  return rows.map(({ day, orders, spent, refunded }) => ({
    day,
    orders: Number(orders),
    spent: asMoney(spent),
    refunded: asMoney(refunded),
  }));
}
