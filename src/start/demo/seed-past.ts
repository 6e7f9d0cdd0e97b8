import { createAccount } from '#accounts/index.ts';
import { listServices, type Service } from '#catalog/index.ts';
import { measureScorecards } from '#fulfilment/index.ts';
import { formatRate, parseRate, type Rate } from '#lib/money.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { castFor } from './cast.ts';
import { drawPast, PAST_BUYERS, PAST_DAYS, type PastOrder } from './draw-past.ts';

const ARTICLES = 64; // services that were ordered at all
const DAY_MS = 86_400_000;

/** With every transfer and event that the product would have written, so that the books balance. */
const ORDERS = writing(
  'demo-past-orders',
  `with given as (
     select *, row_number() over () as n from unnest($1::int[], $2::int[], $3::bigint[], $4::int[],
       $5::int[], $6::order_status[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[],
       $10::timestamptz[])
       as o (account_id, service_id, rate, quantity, remains, status, placed_at, accepted_at,
         started_at, finished_at)
   ), input as materialized (
     select nextval('orders_id_seq')::int as id, given.*, rate * quantity as charge,
       case when status = 'completed' then 0 else rate * remains end as refunded
     from (select * from given order by n) given
   ), placed as (
     insert into orders (id, account_id, service_id, provider_id, quantity, remains, start_count,
       status, rate, base_rate, charge, refunded, request_hash, request_id, link, due_at,
       created_at, started_at, finished_at)
     select id, account_id, service_id, $11, quantity, remains, 1000 + id % 9000, status, rate,
       rate, charge, refunded, sha256(id::text::bytea), 'r:past-' || id,
       'https://example.com/post/' || id, placed_at, placed_at,
       case when status <> 'canceled' then started_at end, finished_at
     from input
   ), told as (
     insert into order_events (order_id, account_id, type, source, at)
     select id, account_id, type, source, at from (
       select id, account_id, 'order.created' as type, 'customer' as source, placed_at as at
       from input
       union all
       select id, account_id, 'order.' || status, 'provider:' || $11, finished_at from input
       union all
       select id, account_id, 'order.refunded', 'provider:' || $11, finished_at from input
       where refunded > 0
     ) events order by at, id
   ), tried as (
     insert into attempts (order_id, provider_id, number, worker, provider_service, outcome,
       provider_order_id, started_at, lease_until, finished_at)
     select id, $11, 1, 'demo', service_id::text, 'accepted', 'past-' || id, placed_at, accepted_at,
       accepted_at
     from input
   ), moves as (
     select 'order.hold'::transfer_kind as kind, id::text as reference, account_id::bigint as from_id,
       -1::bigint as to_id, charge as amount, placed_at as at, null as actor from input
     union all
     select 'order.earn', id::text, -1, -2, charge - refunded, finished_at, null from input
     union all
     select 'order.refund', id::text, -1, account_id, refunded, finished_at, null from input
     union all
     select 'deposit', 'demo-past-' || account_id, -3, account_id, sum(charge - refunded)::bigint,
       now() - interval '${PAST_DAYS + 1} days', 'system:demo'
     from input group by account_id
   )
   insert into transfers (kind, reference, from_id, to_id, amount, created_at, actor)
   select * from moves where amount > 0 order by at`,
);

const CHANGES = writing(
  'demo-past-changes',
  `insert into service_changes (service_id, kind, before, after, source, at)
   select service_id, kind, jsonb_build_object('rate', before), jsonb_build_object('rate', after),
     'system:demo', at
   from unnest($1::int[], $2::service_change_kind[], $3::text[], $4::text[], $5::timestamptz[])
     as c (service_id, kind, before, after, at)
   order by at`,
);

// Before the first order, and with the price that the first change replaced.
const BEGINNING = writing(
  'demo-past-beginning',
  `with first as (
     select distinct on (service_id) service_id, before -> 'rate' as rate
     from service_changes where kind in ('rate_up', 'rate_down') order by service_id, at
   ), offered as (update services set created_at = $1)
   update service_changes c
   set at = $1, after = case when f.rate is null then c.after
     else jsonb_set(c.after, '{rate}', f.rate) end
   from service_changes n left join first f using (service_id)
   where n.id = c.id and c.kind = 'new'`,
);

/**
 * Gives a demo thirty days in which others ordered, so that its pages have something to measure.
 * Their wallets are empty in the end; the demo customer's is not touched.
 */
export async function seedPast(tx: Tx, providerId: number, now: Date): Promise<void> {
  const services = articlesOf(await listServices(tx));
  const buyers: number[] = [];
  for (let one = 1; one <= PAST_BUYERS; one += 1) {
    const email = `reseller-${String(one).padStart(2, '0')}@demo.example`;
    buyers.push((await createAccount(tx, { email })).id);
  }
  const past = drawPast(services);
  const of = (read: (order: PastOrder) => unknown) => past.map(read);
  const at = (after: (order: PastOrder) => number) =>
    past.map((order) => new Date(now.getTime() - order.placedAgo + after(order)));
  await tx.run(ORDERS, [
    of(({ buyer }) => buyers[buyer]),
    of(({ service }) => services[service]?.id),
    of(({ service }) => services[service]?.rate),
    of(({ quantity }) => quantity),
    of(({ remains }) => remains),
    of(({ status }) => status),
    at(() => 0),
    at(({ accepted }) => accepted),
    at(({ started }) => started),
    at(({ finished }) => finished),
    providerId,
  ]);
  await changePrices(tx, services, now);
  await measureScorecards(tx, now);
}

/** Plain services of the provider that works, a few of each platform, mixed. */
function articlesOf(all: readonly Service[]): Service[] {
  const platforms = Map.groupBy(
    all.filter((one) => one.type === 'Default' && one.active && castFor(one)[0] === 'steady'),
    ({ platform }) => platform,
  );
  const lists = [...platforms.values()].sort((a, b) => b.length - a.length).slice(0, 6);
  return Array.from({ length: ARTICLES }, (_, place) => {
    const list = lists[place % lists.length] ?? [];
    return list[(place * 7) % list.length];
  }).filter((one) => one !== undefined);
}

const CHANGED = 24; // of the services that are ordered most
const BP = 10_000n;
// In turn what a price was, in basis points of what it is now, so many days ago.
const STEPS = [
  [
    [24, 10_600n],
    [15, 10_300n],
    [4, 9_800n],
  ],
  [
    [21, 9_400n],
    [9, 9_700n],
  ],
  [
    [26, 9_900n],
    [18, 10_400n],
    [11, 10_200n],
    [3, 10_500n],
  ],
  [[13, 9_100n]],
] as const;

async function changePrices(tx: Tx, services: readonly Service[], now: Date): Promise<void> {
  const rows = services.slice(0, CHANGED).flatMap(({ id, rate }, place) => {
    const steps = STEPS[place % STEPS.length] ?? [];
    const rates = [...steps.map(([, bp]) => scaled(rate, bp)), rate];
    return steps.flatMap(([days], step) => {
      const [before, after] = [rates[step] ?? rate, rates[step + 1] ?? rate];
      if (before === after) return [];
      const kind = after > before ? ('rate_up' as const) : ('rate_down' as const);
      return [{ id, kind, before, after, at: new Date(now.getTime() - days * DAY_MS) }];
    });
  });
  await tx.run(CHANGES, [
    rows.map((row) => row.id),
    rows.map((row) => row.kind),
    rows.map((row) => formatRate(row.before)),
    rows.map((row) => formatRate(row.after)),
    rows.map((row) => row.at),
  ]);
  await tx.run(BEGINNING, [new Date(now.getTime() - (PAST_DAYS + 1) * DAY_MS)]);
}

const LEAST = parseRate('0.0001');

/** To four decimals, as the demo's prices are. */
const scaled = (rate: Rate, bp: bigint): Rate =>
  ((((rate as bigint) * bp) / BP / LEAST) * LEAST || rate) as Rate;
