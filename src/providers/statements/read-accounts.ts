import { asMoney, formatMoney } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { Accounts, Candidate, Difference, Period, StatementClass } from './statement.ts';

const LOOK_MS = 3 * 3_600_000; // an ending is seen within it, after which orders are asked about
const ASKING_MS = 60_000; // a balance may be older than its answer by as long as a call may take
const ROUNDING = 10_000; // panels round charges to five decimals, in nano-units
const MOST = 500; // differences of a period that are named
const MOST_MOVING = 10_000; // orders that may be in a balance or not

type Row = {
  expected: bigint;
  reported: bigint;
  tolerance: bigint;
  unpriced: number;
  charges: ChargeRow[] | null;
  candidates: CandidateRow[] | null;
};

/** Amounts are texts: a number of JSON is a float. */
type ChargeRow = { orderId: number; charged: string; agreed: string };

type CandidateRow = {
  orderId: number;
  class: StatementClass;
  amount: string;
  why: 'unadjusted' | 'doubt' | 'placing' | 'ending';
  open: boolean;
};

/**
 * Orders of a provider that were placed or ended since a moment, their costs in its currency, read
 * once. What was agreed of one that ended short is its delivered share; one that was refunded in
 * doubt stands.
 */
const READ = reading<Row>(
  'statement-accounts',
  `with rates as materialized (
    select since, lead(since, 1, 'infinity') over (order by since) as until, exchange_rate
    from (
      select since, exchange_rate from provider_exchange_rates where provider_id = $1
      union all
      select '-infinity', exchange_rate from providers p where id = $1
        and not exists (select from provider_exchange_rates r where r.provider_id = p.id)
    ) r
  ), facts as materialized (
    select a.order_id, a.outcome, a.started_at, least(a.finished_at, a.lease_until) as booked_at,
      o.status, o.finished_at as ended_at, o.kind, o.quantity, o.remains, a.charged,
      o.status = 'canceled'
        and exists (select from order_risks r where r.order_id = o.id) as at_risk,
      div(a.cost::numeric * 1000000000, rate.exchange_rate) as cost,
      div(greatest(o.quantity, 1000)::numeric * 1000000000, rate.exchange_rate) + 1 as rounding
    from attempts a
    join orders o on o.id = a.order_id
    join rates rate on a.started_at >= rate.since and a.started_at < rate.until
    where a.provider_id = $1 and a.outcome in ('accepted', 'unknown', 'unclassified')
      and a.started_at <= $3::timestamptz
      and (a.finished_at > $2::timestamptz - interval '${ASKING_MS} ms'
        or o.finished_at > $2::timestamptz)
  ), priced as materialized (
    select *, rounding + case when cost % ${ROUNDING} = 0 then 0 else ${ROUNDING} end as tolerance,
      coalesce(cost, charged, 0) as asked,
      case when status = 'completed' then coalesce(charged, cost, 0)
           else coalesce(cost, charged, 0) end as begun,
      case status
        when 'completed' then coalesce(cost, charged, 0)
        when 'partial' then coalesce(div(cost * (quantity - remains), nullif(quantity, 0)), charged, 0)
        when 'canceled' then case when at_risk then coalesce(cost, 0) else 0 end
      end as agreed,
      booked_at > $2 and booked_at <= $3 as is_booked,
      ended_at > $2 and ended_at <= $3 and status in ('partial', 'canceled') as is_ended
    from facts
  ), accepted as (
    select *, coalesce(
        status in ('partial', 'canceled') and abs(charged - cost) <= tolerance
        and abs(charged - agreed) > tolerance, false) as is_unadjusted
    from priced where outcome = 'accepted'
  ), ended as materialized (
    select *, case when is_unadjusted then agreed else coalesce(charged, agreed) end as kept
    from accepted
  ), sums as (
    select
      (coalesce(sum(asked) filter (where is_booked), 0)
        + coalesce(sum(agreed - asked) filter (where is_ended), 0))::bigint as expected,
      (coalesce(sum(begun) filter (where is_booked), 0)
        + coalesce(sum(kept - begun) filter (where is_ended), 0))::bigint as reported,
      coalesce(sum(tolerance) filter (where is_booked and charged is null), 0)::bigint as tolerance,
      (count(*) filter (where is_booked and cost is null and charged is null
        and kind <> 'subscription'))::int as unpriced
    from ended
  ), charges as (
    select order_id, charged, agreed from ended
    where cost is not null and agreed is not null and charged is not null and not is_unadjusted
      and abs(charged - agreed) > tolerance
      and (is_booked or (ended_at > $2 and ended_at <= $3))
    order by order_id limit ${MOST}
  ), edges as (
    select $3::timestamptz as at, 1 as sign
    union all select $2::timestamptz, -1 where not $4::boolean
  ), found as (
    select order_id, 'fee' as class, charged - agreed as amount, 'unadjusted' as why, false as open
    from ended where is_unadjusted and is_ended
    union all
    select order_id, 'unknown', coalesce(cost, 0), 'doubt', status = 'unknown'
    from priced where outcome <> 'accepted' and is_booked
    union all
    select order_id, 'timing', sign * case when booked_at > at then begun else -begun end, 'placing', false
    from ended join edges on started_at <= at and booked_at > at - interval '${ASKING_MS} ms'
    union all
    select order_id, 'timing', sign * (kept - begun), 'ending', false
    from ended join edges on ended_at > at and ended_at <= at + interval '${LOOK_MS} ms'
      and status in ('partial', 'canceled')
  ), candidates as (
    select * from found where amount <> 0 or open order by order_id limit ${MOST_MOVING}
  )
  select sums.*,
    (select json_agg(json_build_object('orderId', order_id, 'charged', charged::text,
       'agreed', agreed::bigint::text) order by order_id) from charges) as charges,
    (select json_agg(json_build_object('orderId', order_id, 'class', class,
       'amount', amount::bigint::text, 'why', why, 'open', open) order by order_id)
     from candidates) as candidates
  from sums`,
);

const TOPUPS = reading<{ amount: bigint }>(
  'statement-topups',
  `select coalesce(sum(amount), 0)::bigint as amount from provider_topups
   where provider_id = $1 and at > $2 and at <= $3`,
);

const ACCEPTED = reading<{ amount: bigint }>(
  'statement-accepted',
  `select coalesce(sum(d.amount), 0)::bigint as amount
   from statement_differences d join provider_statements s on s.id = d.statement_id
   where d.provider_id = $1 and d.accepted_by is not null and d.order_id is null
     and s.from_at >= $2 and s.until_at <= $3`,
);

/** What our records say of a period at a provider, and which orders a balance may have or not. */
export async function readAccounts(
  db: Db,
  providerId: number,
  { from, until, clean }: Period,
): Promise<Accounts> {
  const bounds = [providerId, from, until];
  const [row] = await db.rows(READ, [...bounds, clean]);
  const [topups] = await db.rows(TOPUPS, bounds);
  const [accepted] = await db.rows(ACCEPTED, bounds);
  return {
    topups: topups?.amount ?? 0n,
    accepted: accepted?.amount ?? 0n,
    expected: row?.expected ?? 0n,
    reported: row?.reported ?? 0n,
    tolerance: row?.tolerance ?? 0n,
    unpriced: row?.unpriced ?? 0,
    differences: (row?.charges ?? []).map(asDifference),
    candidates: (row?.candidates ?? []).map(asCandidate),
  };
}

const shown = (amount: bigint) => formatMoney(asMoney(amount));

function asDifference({ orderId, ...row }: ChargeRow): Difference {
  const [charged, agreed] = [BigInt(row.charged), BigInt(row.agreed)];
  const amount = charged - agreed;
  if (charged === 0n) {
    const note = `it reports no charge, where ${shown(agreed)} was agreed`;
    return { class: 'missing', orderId, amount, note };
  }
  const note = `it reports ${shown(charged)}, where ${shown(agreed)} was agreed`;
  return { class: 'fee', orderId, amount, note };
}

const WHY: Record<CandidateRow['why'], string> = {
  unadjusted: 'the order ended short, and the provider gave nothing back',
  doubt: 'it is not known whether the provider has the order',
  placing: 'it was placed while the balance was asked for',
  ending: 'it ended short while the balance was asked for',
};

const asCandidate = (row: CandidateRow): Candidate => ({
  class: row.class,
  orderId: row.orderId,
  amount: BigInt(row.amount),
  note: WHY[row.why],
  open: row.open,
});
