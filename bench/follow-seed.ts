import { lookEveryMs, type Speed } from '#fulfilment/follow-interval.ts';
import { PROGRESSING, QUANTITY } from './follow-provider.ts';
import type { Backdoor, Shop } from './shop.ts';

const HOUR_MS = 3_600_000;
const CHUNK = 20_000;

/** How the orders under way are spread; a shop that sells half a million a day looks like this. */
export const SPREAD = {
  /** Of two services one has a scorecard, with one of these medians from acceptance. */
  finishHours: [1, 6, 24, 72, 168],
  startShare: 0.1,
  /** An order of a measured service is at most so many times as old as it takes. */
  oldestShare: 1.2,
  /** Others are at most so old, all ages alike. */
  oldestHours: 72,
};

type Placed = { providerIds: readonly number[]; serviceIds: readonly number[]; rates: bigint[] };

// With every transfer, event and attempt that the product would have written: check-books holds.
const ORDERS = `
  with input as materialized (
    select nextval('orders_id_seq')::int as id, *, now() as now
    from unnest($1::int[], $2::int[], $3::int[], $4::bigint[], $5::float8[], $6::float8[],
                $7::boolean[])
      as n (account_id, service_id, provider_id, rate, age_s, due_in_s, started)
  ), placed as materialized (
    insert into orders (id, account_id, service_id, provider_id, quantity, remains, start_count,
      status, rate, base_rate, charge, request_hash, request_id, link, due_at, created_at,
      started_at)
    select id, account_id, service_id, provider_id, $8::int, $8::int,
      case when started then id end,
      'in_progress', rate, rate, rate * $8::int, sha256(id::text::bytea),
      'r:' || gen_random_uuid(), 'https://example.com/post/' || id,
      now - make_interval(secs => age_s), now - make_interval(secs => age_s),
      case when started then now - make_interval(secs => age_s) end
    from input
    returning id, account_id, provider_id, charge, created_at
  ), told as (
    insert into order_events (order_id, account_id, type, source, at)
    select id, account_id, 'order.created', 'customer', created_at from placed
  ), tried as (
    insert into attempts (order_id, provider_id, number, worker, provider_service, outcome,
      provider_order_id, started_at, lease_until, finished_at, cost)
    select id, provider_id, 1, 'bench', 'x', 'accepted', id::text, created_at, created_at,
      created_at, charge / 2
    from placed
  ), noted as (
    insert into bench.looks select id, provider_id, age_s, due_in_s from input
  )
  insert into transfers (kind, reference, from_id, to_id, amount, created_at)
  select 'order.hold', id::text, account_id, -1, charge, created_at from placed`;

const LOOKS = `create unlogged table bench.looks (
  order_id int not null, provider_id int not null, age_s float8 not null, due_in_s float8 not null)`;

// In one statement, so that all of them begin at one moment.
const FOLLOW = `
  insert into follows (order_id, provider_id, accepted_at, due_at)
  select order_id, provider_id, now() - make_interval(secs => age_s),
    now() + make_interval(secs => due_in_s)
  from bench.looks order by due_in_s`;

/** What the orders cost each account was paid in before. */
const DEPOSITS = `
  insert into transfers (kind, reference, from_id, to_id, amount, reason, actor, created_at)
  select 'deposit', 'bench-follow-' || w.id, -3, w.id, w.balance - s.amount, 'benchmark',
    'system:bench', now() - interval '1 year'
  from wallets w
  join (
    select id, sum(amount) as amount
    from (select to_id as id, amount from transfers where to_id > 0
          union all select from_id, -amount from transfers where from_id > 0) moves
    group by id
  ) s on s.id = w.id
  where w.balance > s.amount`;

const CARDS = `
  insert into scorecards (service_id, provider_id, sample, start_s, finish_s, attempts, measured_at)
  select s, p, 100, (f * $4::float8)::int, f::int, 100, now()
  from unnest($1::int[], $2::float8[]) as c (s, f), unnest($3::int[]) as p`;

/**
 * Writes orders under way, each at a moment of its own between two looks, so that the run begins as
 * it goes on. Answers the looks per second that their intervals ask for.
 */
export async function seedFollowed(
  backdoor: Backdoor,
  shop: Shop,
  { providerIds, orders }: { providerIds: number[]; orders: number },
): Promise<number> {
  const { rows, asOwner } = backdoor;
  const serviceIds = shop.articles.map((one) => one.serviceId);
  const known = await rows<{ id: number; rate: bigint | string }>(
    'select id, rate from services where id = any ($1) order by id',
    [serviceIds],
  );
  const placed: Placed = {
    providerIds,
    serviceIds: known.map((one) => one.id),
    rates: known.map((one) => BigInt(one.rate)),
  };
  const measured = placed.serviceIds.filter((_, at) => at % 2 === 0);
  const finishes = measured.map((_, at) => finishMs(at * 2) / 1_000);
  await asOwner(CARDS, [measured, finishes, providerIds, SPREAD.startShare]);
  await asOwner('create schema bench');
  await asOwner(LOOKS);
  let perSecond = 0;
  for (let from = 0; from < orders; from += CHUNK) {
    const size = Math.min(CHUNK, orders - from);
    const drawn = Array.from({ length: size }, (_, at) => draw(from + at, placed));
    perSecond += drawn.reduce((sum, one) => sum + 1_000 / one.everyMs, 0);
    await asOwner(ORDERS, [
      drawn.map((_, at) => shop.buyers[(from + at) % shop.buyers.length]?.accountId),
      drawn.map((one) => one.serviceId),
      drawn.map((one) => one.providerId),
      drawn.map((one) => one.rate),
      drawn.map((one) => one.ageMs / 1_000),
      drawn.map((one) => one.dueInMs / 1_000),
      drawn.map((one) => one.started),
      QUANTITY,
    ]);
  }
  await asOwner(DEPOSITS);
  for (const table of ['orders', 'transfers', 'order_events', 'wallets', 'attempts']) {
    await asOwner(`vacuum (analyze) ${table}`);
  }
  await asOwner(FOLLOW);
  await asOwner('vacuum (analyze) follows');
  return perSecond;
}

const finishMs = (service: number): number =>
  (SPREAD.finishHours[(service >> 1) % SPREAD.finishHours.length] as number) * HOUR_MS;

/** The n-th order; drawn without chance, so that two runs follow the same orders. */
function draw(n: number, { providerIds, serviceIds, rates }: Placed) {
  const service = n % serviceIds.length;
  const isMeasured = service % 2 === 0;
  const speed: Speed = isMeasured
    ? { startMs: finishMs(service) * SPREAD.startShare, finishMs: finishMs(service) }
    : { startMs: null, finishMs: null };
  const oldest = isMeasured ? finishMs(service) * SPREAD.oldestShare : SPREAD.oldestHours * HOUR_MS;
  const ageMs = fraction(n, 0.618033988749895) * oldest;
  const started = n % 100 < PROGRESSING || ageMs > oldest / 2;
  const everyMs = lookEveryMs({ started, speed }, ageMs);
  return {
    serviceId: serviceIds[service] as number,
    rate: rates[service] as bigint,
    providerId: providerIds[Math.floor(n / serviceIds.length) % providerIds.length] as number,
    ageMs,
    started,
    everyMs,
    dueInMs: fraction(n, 0.7548776662466927) * everyMs,
  };
}

/** Multiples of an irrational number fill an interval evenly. */
const fraction = (n: number, of: number): number => (n * of) % 1;
