import { catalog, type Catalog, type Service } from '#catalog/index.ts';
import type { Rate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import { firstOrderSince } from './first-order-since.ts';
import { remember } from './remember.ts';

export type PlatformFigures = { name: string; services: number; from: Rate };

/** A median and how many orders it is of. */
export type Median = { ms: number; sample: number };

export type Measured = {
  /** Orders placed in these days, of them the newest where there are very many. */
  days: number;
  orders: number;
  /** Ended in full or in part. */
  delivered: number;
  /** From order to the first piece that was seen. */
  start: Median | null;
  /** From order to the last piece. */
  finish: Median | null;
  /** Of the pieces in orders that ended; basis points, rounded down. */
  units: { deliveredBp: number; ordered: bigint } | null;
  /** Orders of which something was given back, all by the panel. */
  refunded: number;
};

export type Figures = {
  services: number;
  platforms: PlatformFigures[];
  cheapest: { rate: Rate; serviceId: number } | null;
  /** Null while no order ended. */
  measured: Measured | null;
};

export const FIGURE_DAYS = 30;

const DAY_MS = 86_400_000;
const NEWEST = 200_000; // bounds a reading to a fraction of a second in a shop of millions
const LEAST = 5; // fewer are chance, as in scorecards

type Row = {
  orders: number;
  ended: number;
  delivered: number;
  refunded: number;
  ordered: bigint;
  arrived: bigint;
  started: number;
  startMs: number | null;
  finished: number;
  finishMs: number | null;
};

const median = (from: string, to: string, which: string) =>
  `percentile_cont(0.5) within group (order by extract(epoch from ${to} - ${from}) * 1000)
     filter (where ${which})`;

const MEASURED = reading<Row>(
  'storefront.measured',
  `with recent as materialized (
     select status, quantity, remains, refunded, finished_at,
       coalesce(s.starts_at, created_at) as created_at,
       status in ('completed', 'partial') as delivered,
       case when started_at is not null or status in ('completed', 'partial')
         then coalesce(started_at, finished_at) end as started_at
     from orders left join scheduled_orders s on s.order_id = id
     where id >= $1 and kind in ('single', 'run', 'post')
     order by id desc limit ${NEWEST}
   )
   select count(*)::int as orders, count(finished_at)::int as ended,
     count(*) filter (where delivered)::int as delivered,
     count(*) filter (where refunded > 0)::int as refunded,
     coalesce(sum(quantity) filter (where finished_at is not null), 0)::bigint as ordered,
     coalesce(sum(quantity - remains) filter (where delivered), 0)::bigint as arrived,
     count(started_at)::int as started,
     ${median('created_at', 'started_at', 'started_at is not null')} as "startMs",
     count(*) filter (where status = 'completed')::int as finished,
     ${median('created_at', 'finished_at', "status = 'completed'")} as "finishMs"
   from recent`,
);

/**
 * What the shop can say of itself: its catalogue as it is, and what was measured of the orders of
 * the last 30 days. What fewer than five orders say is left out. The measures are a few seconds
 * old at most, in a large shop a minute.
 */
export async function readFigures(app: App): Promise<Figures> {
  const [sold, measures] = await Promise.all([catalog(app), readMeasured(app)]);
  return { ...countSold(sold), measured: measures };
}

const readMeasured = remember('figures', async (app) => {
  const since = new Date(app.clock.now() - FIGURE_DAYS * DAY_MS);
  const [row] = await app.db.rows(MEASURED, [await firstOrderSince(app.db, since)]);
  return row && row.ended > 0 ? measured(row) : null;
});

const counted = new WeakMap<Catalog, Omit<Figures, 'measured'>>();

/** Once for each catalogue: an equal one stays the same object. */
function countSold(sold: Catalog): Omit<Figures, 'measured'> {
  const { list } = sold;
  const known = counted.get(sold) ?? {
    services: list.length,
    platforms: countPlatforms(list),
    cheapest: cheapestOf(list),
  };
  counted.set(sold, known);
  return known;
}

function countPlatforms(list: readonly Service[]): PlatformFigures[] {
  const found = new Map<string, PlatformFigures>();
  for (const { platform, rate } of list) {
    const known = found.get(platform) ?? { name: platform, services: 0, from: rate };
    known.services += 1;
    if (rate < known.from) known.from = rate;
    found.set(platform, known);
  }
  return [...found.values()].sort((a, b) => b.services - a.services);
}

function cheapestOf(list: readonly Service[]): Figures['cheapest'] {
  let least: Service | undefined;
  for (const service of list) {
    if (least === undefined || service.rate < least.rate) least = service;
  }
  return least ? { rate: least.rate, serviceId: least.id } : null;
}

const measured = (row: Row): Measured => ({
  days: FIGURE_DAYS,
  orders: row.orders,
  delivered: row.delivered,
  start: medianOf(row.startMs, row.started),
  finish: medianOf(row.finishMs, row.finished),
  units:
    row.ended < LEAST || row.ordered === 0n
      ? null
      : { deliveredBp: Number((row.arrived * 10_000n) / row.ordered), ordered: row.ordered },
  refunded: row.refunded,
});

const medianOf = (ms: number | null, sample: number): Median | null =>
  ms === null || sample < LEAST ? null : { ms, sample };
