import { chooseRoute, payingRoutes, routesOf, type Route } from '#catalog/index.ts';
import { asMoney, asRate, chargeFor, proRata, type Money } from '#lib/money.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { moveOrders } from './move-orders.ts';
import { recordEvents } from './record-events.ts';

type Row = {
  id: number;
  account_id: number;
  service_id: number;
  rate: bigint;
  coupon_amount: bigint;
  runs: number;
  runs_started: number;
  run_quantity: number;
  interval_minutes: number;
};

const DUE = reading<Row>(
  'drip-feeds-due',
  `select o.id, o.account_id, o.service_id, o.rate, o.coupon_amount,
     d.runs, d.runs_started, d.run_quantity, d.interval_minutes
   from drip_feeds d join orders o on o.id = d.order_id
   where d.next_run_at <= $1 and d.paused_at is null
   order by d.next_run_at limit $2
   for update of o, d skip locked`,
);

const INSERT = writing<{ id: number; account_id: number }>(
  'runs-insert',
  `insert into orders (account_id, service_id, key_id, parent_id, kind, provider_id, quantity,
     remains, rate, charge, base_rate, own_rate, own_discount_bp, tier_discount_bp, coupon_id,
     coupon_discount_bp, coupon_amount, request_hash, request_id, link, details, created_at, due_at)
   select p.account_id, p.service_id, p.key_id, p.id, 'run', n.provider_id, n.quantity, n.quantity,
     p.rate, n.charge, p.base_rate, p.own_rate, p.own_discount_bp, p.tier_discount_bp, p.coupon_id, p.coupon_discount_bp, n.coupon_amount, p.request_hash,
     'p:' || p.id || ':' || n.number, p.link, p.details, $6::timestamptz, $6
   from orders p
   join unnest($1::int[], $2::int[], $3::int[], $4::bigint[], $5::bigint[], $7::int[])
     as n (parent_id, number, quantity, charge, coupon_amount, provider_id) on n.parent_id = p.id
   returning id, account_id`,
);

const STARTED = writing(
  'drip-feeds-started',
  `update drip_feeds d set runs_started = s.started, next_run_at = s.next_run_at
   from unnest($1::int[], $2::int[], $3::timestamptz[]) as s (order_id, started, next_run_at)
   where d.order_id = s.order_id`,
);

const SOURCE = 'system:drip-feed';
const MINUTE_MS = 60_000;
const GOLDEN = 0.618033988749895; // multiples of it fill an interval evenly, without chance

/**
 * Starts the next run of every drip-feed that is due, each as an order of its own that settles
 * its share of the parent's hold. Between two runs lies at least the interval: what downtime or a
 * pause delayed comes later, never in a burst.
 * Answers how many were started.
 */
export async function startRuns(tx: Tx, now: Date, limit = 100): Promise<number> {
  const due = await tx.rows(DUE, [now, limit]);
  if (due.length === 0) return 0;
  const routes = await routesOf(tx, [...new Set(due.map((row) => row.service_id))]);
  const runs = await tx.run(INSERT, [
    due.map((row) => row.id),
    due.map((row) => row.runs_started + 1),
    due.map((row) => row.run_quantity),
    due.map((row) => chargeFor(asRate(row.rate), row.run_quantity)),
    due.map((row) => couponShare(row)),
    now,
    due.map((row) => providerOf(row, routes.get(row.service_id) ?? [])),
  ]);
  await tx.run(STARTED, [
    due.map((row) => row.id),
    due.map((row) => row.runs_started + 1),
    due.map((row) => nextRunAt(row, now)),
  ]);
  await moveOrders(
    tx,
    due.map((row) => ({ orderId: row.id, to: 'in_progress', dueAt: now, source: SOURCE })),
    now,
  );
  await recordEvents(
    tx,
    runs.map((run) => ({
      orderId: run.id,
      accountId: run.account_id,
      type: 'order.created',
      source: SOURCE,
    })),
  );
  return runs.length;
}

/** Where several providers share a service, runs take turns; where none can take it, they wait. */
function providerOf(row: Row, routes: readonly Route[]): number | null {
  const turn = ((row.id + row.runs_started) * GOLDEN) % 1;
  const paying = payingRoutes(routes, { rate: row.rate, quantity: row.run_quantity });
  return chooseRoute(paying, () => turn)?.providerId ?? null;
}

/** The shares of all runs add up to the coupon: each is what the sum so far has grown by. */
function couponShare(row: Row): Money {
  const amount = asMoney(row.coupon_amount);
  const before = proRata(amount, row.runs_started, row.runs);
  return asMoney(proRata(amount, row.runs_started + 1, row.runs) - before);
}

function nextRunAt(row: Row, now: Date): Date | null {
  if (row.runs_started + 1 === row.runs) return null;
  return new Date(now.getTime() + row.interval_minutes * MINUTE_MS);
}
