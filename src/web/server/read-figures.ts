import { catalog, type Service } from '#catalog/index.ts';
import type { Rate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';

export type PlatformFigures = { name: string; services: number; from: Rate };

/** The last order that was delivered in full, without anything that would tell whose it was. */
export type LastDelivery = {
  serviceId: number;
  quantity: number;
  placedAt: Date;
  startedAt: Date | null;
  finishedAt: Date;
};

export type Figures = {
  services: number;
  platforms: PlatformFigures[];
  cheapest: Rate | null;
  /** Of the recent orders: how many were delivered, and the median time it took. */
  delivered: number;
  medianMs: number | null;
  last: (LastDelivery & { service: string }) | null;
};

// A page must not cost more in a shop of a million orders than in a small one.
const RECENT_ORDERS = 1_000;

const RECENT = `from (
    select service_id, quantity, created_at, started_at, finished_at, status, id from orders
    where kind in ('single', 'run', 'post') order by id desc limit ${RECENT_ORDERS}
  ) recent where status = 'completed'`;

const DELIVERED = reading<{ delivered: number; medianMs: number | null }>(
  'web.delivered',
  `select count(*)::int as delivered,
     (percentile_cont(0.5) within group (
        order by extract(epoch from finished_at - created_at)) * 1000)::float8 as "medianMs"
   ${RECENT}`,
);

const LAST = reading<LastDelivery>(
  'web.last-delivery',
  `select service_id as "serviceId", quantity, created_at as "placedAt",
     started_at as "startedAt", finished_at as "finishedAt"
   ${RECENT} order by finished_at desc limit 1`,
);

/** What the home page says of the shop, counted now. */
export async function readFigures(app: App): Promise<Figures> {
  const { list, services } = await catalog(app);
  const [delivered] = await app.db.rows(DELIVERED);
  const [last] = await app.db.rows(LAST);
  const service = last && services.get(last.serviceId);
  const platforms = countPlatforms(list);
  return {
    services: list.length,
    platforms,
    cheapest: platforms.reduce<Rate | null>(
      (least, { from }) => (least === null || from < least ? from : least),
      null,
    ),
    delivered: delivered?.delivered ?? 0,
    medianMs: delivered?.medianMs ?? null,
    last: last && service ? { ...last, service: service.name } : null,
  };
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
