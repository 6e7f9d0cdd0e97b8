import type { Backdoor, Shop } from './shop.ts';

// A shop with a past: orders of half a year, nearly all of them ended, with every transfer and
// event that the product would have written, so that check-books holds.

export const MILLION = 1_000_000;

const CHUNK = 50_000; // keeps a statement's memory and its WAL moderate

/** Of each hundred orders: 4 in progress, 3 partial, 3 canceled, 90 completed. */
const ORDERS = `
  with input as materialized (
    select nextval('orders_id_seq')::int as id, n,
      ($3::int[])[1 + n % cardinality($3::int[])] as account_id,
      ($4::int[])[1 + n % cardinality($4::int[])] as service_id,
      ($5::int[])[1 + n % cardinality($5::int[])] as provider_id,
      ($6::bigint[])[1 + n % cardinality($6::bigint[])] as rate,
      100 + n % 900 as quantity,
      (case when lot < 4 then 'in_progress' when lot < 7 then 'partial'
            when lot < 10 then 'canceled' else 'completed' end)::order_status as status,
      now() - make_interval(secs => ($7 - n)::float8 * 15) as created_at
    from generate_series($1::int, $2::int - 1) as n,
      lateral (select n / cardinality($3::int[]) % 100 as lot) as drawn
  ), priced as materialized (
    select *, rate * quantity as charge,
      case status when 'completed' then 0 when 'partial' then quantity / 4 else quantity end
        as remains
    from input
  ), placed as materialized (
    insert into orders (
      id, account_id, service_id, provider_id, quantity, remains, start_count, status, rate,
      base_rate, charge, refunded, request_hash, request_id, link, due_at, created_at, started_at,
      finished_at)
    select id, account_id, service_id, provider_id, quantity, remains, 1000 + n, status, rate,
      rate, charge, case when status in ('partial', 'canceled') then rate * remains else 0 end,
      sha256(n::text::bytea), 'r:' || gen_random_uuid(), 'https://example.com/post/' || n,
      created_at, created_at, created_at + interval '2 seconds',
      case when status <> 'in_progress' then created_at + interval '1 hour' end
    from priced
    returning id, account_id, status, charge, refunded, created_at, finished_at
  ), told as (
    insert into order_events (order_id, account_id, type, source, at)
    select id, account_id, 'order.created', 'customer', created_at from placed
    union all
    select id, account_id, 'order.' || status, 'provider:1', finished_at from placed
    where finished_at is not null
  )
  insert into transfers (kind, reference, from_id, to_id, amount, created_at)
  select 'order.hold'::transfer_kind, id::text, account_id, -1, charge, created_at from placed
  union all
  select 'order.earn', id::text, -1, -2, charge - refunded, finished_at from placed
  where finished_at is not null and charge > refunded
  union all
  select 'order.refund', id::text, -1, account_id, refunded, finished_at from placed
  where refunded > 0`;

/** What the past cost each account was paid in before. */
const DEPOSITS = `
  insert into transfers (kind, reference, from_id, to_id, amount, reason, actor, created_at)
  select 'deposit', 'bench-past-' || w.id, -3, w.id, w.balance - s.amount, 'benchmark',
    'system:bench', now() - interval '1 year'
  from wallets w
  join (
    select id, sum(amount) as amount
    from (select to_id as id, amount from transfers where to_id > 0
          union all select from_id, -amount from transfers where from_id > 0) moves
    group by id
  ) s on s.id = w.id
  where w.balance > s.amount`;

/**
 * Adds `count` orders to the shop's past without touching what its wallets hold, and leaves the
 * tables vacuumed and analysed, as they would be after half a year.
 */
export async function seedPast(
  { rows, asOwner }: Backdoor,
  { buyers, articles }: Shop,
  count = MILLION,
): Promise<void> {
  const routed = await rows<{ service: number; provider: number; rate: bigint | string }>(
    `select s.id as service, r.provider_id as provider, s.rate
     from services s join service_routes r on r.service_id = s.id
     where s.id = any ($1) order by s.id`,
    [articles.map((one) => one.serviceId)],
  );
  const lists = [
    buyers.map((one) => one.accountId),
    routed.map((one) => one.service),
    routed.map((one) => one.provider),
    routed.map((one) => one.rate),
  ];
  for (let from = 0; from < count; from += CHUNK) {
    await asOwner(ORDERS, [from, Math.min(from + CHUNK, count), ...lists, count]);
  }
  await asOwner(DEPOSITS);
  for (const table of ['orders', 'transfers', 'order_events', 'wallets']) {
    await asOwner(`vacuum (analyze) ${table}`);
  }
}
