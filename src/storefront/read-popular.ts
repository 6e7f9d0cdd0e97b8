import { catalog, type Service } from '#catalog/index.ts';
import { asRate, parseRate, type Rate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import { firstOrderSince } from './first-order-since.ts';
import { remember } from './remember.ts';

/** A price from a moment on. */
export type RateStep = { at: Date; rate: Rate };

export type PopularService = {
  service: Service;
  orders: number;
  /** Base rates of the last 30 days, the oldest first; one when it did not change. */
  rates: RateStep[];
};

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
export const RATE_DAYS = 30;
const SHOWN = 6;
const NEWEST = 100_000; // bounds the reading in a shop with more orders a week
// Fewer orders, or one customer's alone, are not what is ordered most but who was here.
const LEAST_ORDERS = 3;
const LEAST_ACCOUNTS = 2;

const ORDERED = reading<{ serviceId: number; orders: number }>(
  'storefront.ordered-most',
  `with recent as materialized (
     select service_id, account_id from orders
     where id >= $1 and kind in ('single', 'drip_feed', 'subscription')
     order by id desc limit ${NEWEST}
   )
   select service_id as "serviceId", count(*)::int as orders from recent
   where service_id = any ($2::int[])
   group by service_id
   having count(*) >= ${LEAST_ORDERS} and count(distinct account_id) >= ${LEAST_ACCOUNTS}
   order by 2 desc, 1 limit ${SHOWN}`,
);

const CHANGES = reading<{ serviceId: number; before: string | null; after: string; at: Date }>(
  'storefront.rate-changes',
  `select service_id as "serviceId", before ->> 'rate' as before, after ->> 'rate' as after, at
   from service_changes
   where service_id = any ($1::int[]) and kind in ('rate_up', 'rate_down') and at >= $2
   order by service_id, id`,
);

/** The services on sale that had most orders in the last seven days, with how their price went. */
export const readPopular: (app: App) => Promise<PopularService[]> = remember(
  'popular',
  async (app) => {
    const now = app.clock.now();
    const { services, list } = await catalog(app);
    const first = await firstOrderSince(app.db, new Date(now - WEEK_DAYS * DAY_MS));
    const onSale = list.map(({ id }) => id);
    const rows = await app.db.rows(ORDERED, [first, onSale]);
    const since = new Date(now - RATE_DAYS * DAY_MS);
    const changes = await app.db.rows(CHANGES, [rows.map((row) => row.serviceId), since]);
    return rows.flatMap(({ serviceId, orders }) => {
      const service = services.get(serviceId);
      if (!service) return [];
      const own = changes.filter((one) => one.serviceId === serviceId);
      return [{ service, orders, rates: stepsOf(service, own, since) }];
    });
  },
);

function stepsOf(
  { rate }: Service,
  changes: readonly { before: string | null; after: string; at: Date }[],
  since: Date,
): RateStep[] {
  const [first] = changes;
  const before = first?.before ? parseRate(first.before) : rate;
  return [
    { at: since, rate: asRate(before) },
    ...changes.map(({ after, at }) => ({ at, rate: parseRate(after) })),
  ];
}
