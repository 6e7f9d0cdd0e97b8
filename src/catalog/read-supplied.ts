import { asRate, type Rate } from '#lib/money.ts';
import { reading, writing, type ReadStatement } from '#platform/db/statement.ts';
import type { Json } from '#platform/db/schema.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import type { Route } from './route.ts';
import type { Service } from './service.ts';

/** A way to have a service delivered, taken now or not. */
export type SuppliedRoute = Route & {
  readonly active: boolean;
  readonly pausedReason: string | null;
  /** The rules of the sync that paused it. */
  readonly pausedCauses: readonly string[];
  readonly providerPaused: boolean;
};

/** A service as those who buy it in see it. */
export type Supplied = Pick<
  Service,
  | 'id'
  | 'name'
  | 'category'
  | 'type'
  | 'rate'
  | 'min'
  | 'max'
  | 'refill'
  | 'cancel'
  | 'dripfeed'
  | 'active'
  | 'heldReason'
> & {
  readonly ratePinned: boolean;
  readonly heldAt: Date | null;
  readonly heldOffer: Json;
  /** Per 1000: it may be sold below its cost while that is no higher. */
  readonly lossAccepted: Rate | null;
  /** All of them. */
  readonly routes: readonly SuppliedRoute[];
};

type Row = Omit<Supplied, 'routes'> & {
  routes: (Omit<SuppliedRoute, 'costRate'> & { costRate: string | null })[] | null;
};

const select = (which: string) => `
  select s.id, s.name, c.name as category, s.type, s.rate, s.min, s.max, s.refill, s.cancel,
    s.dripfeed, s.active, s.rate_pinned as "ratePinned", s.held_at as "heldAt",
    s.held_reason as "heldReason", s.held_offer as "heldOffer",
    s.loss_accepted as "lossAccepted", route.list as routes
  from services s join categories c on c.id = s.category_id
  left join lateral (
    select json_agg(json_build_object('providerId', r.provider_id, 'providerService',
      r.provider_service, 'costRate', r.cost_rate::text, 'costBasis', r.cost_basis, 'priority',
      r.priority, 'share', r.share, 'active', r.active, 'pausedReason', r.paused_reason,
      'pausedCauses', r.paused_causes, 'providerPaused', p.paused)
      order by r.priority, r.provider_id) as list
    from service_routes r join providers p on p.id = r.provider_id where r.service_id = s.id
  ) route on true
  where ${which} order by s.id`;

const BY_ID = reading<Row>('catalog.supplied', select('s.id = any($1::int[])'));
const OF_PROVIDER = reading<Row>(
  'catalog.supplied-by',
  select('s.id in (select service_id from service_routes where provider_id = $1)'),
);
const HELD = reading<Row>(
  'catalog.supplied-held',
  select(`s.held_at is not null or s.id in (
    select service_id from service_routes where cardinality(paused_causes) > 0)`),
);
const NAMED = reading<Row>(
  'catalog.supplied-named',
  select('(c.name, s.name) in (select * from unnest($1::text[], $2::text[]))'),
);
const LOCK = writing(
  'catalog.lock-supplied',
  `with services as (
     select id from services where id = any($1::int[]) order by id for no key update
   ), routes as (
     select service_id from service_routes where service_id = any($1::int[])
     order by service_id, provider_id for no key update
   )
   select (select count(*) from services), (select count(*) from routes)`,
);

export const readSupplied = (db: Db, ids: readonly number[]): Promise<Supplied[]> =>
  read(db, BY_ID, [ids]);

/** The same; until the transaction ends nobody else changes them or how they are delivered. */
export async function lockSupplied(tx: Tx, ids: readonly number[]): Promise<Supplied[]> {
  await tx.run(LOCK, [ids]);
  return readSupplied(tx, ids);
}

/** All that have a route to the provider. */
export const suppliedBy = (db: Db, providerId: number): Promise<Supplied[]> =>
  read(db, OF_PROVIDER, [providerId]);

/** Those held, and those with a route that the sync paused. */
export const suppliedHeld = (db: Db): Promise<Supplied[]> => read(db, HELD);

/** Those with one of these names in its category. */
export const suppliedNamed = (
  db: Db,
  names: readonly { category: string; name: string }[],
): Promise<Supplied[]> =>
  read(db, NAMED, [names.map((one) => one.category), names.map((one) => one.name)]);

async function read(
  db: Db,
  statement: ReadStatement<Row>,
  values?: readonly unknown[],
): Promise<Supplied[]> {
  return (await db.rows(statement, values)).map(({ routes, ...service }) => ({
    ...service,
    routes: (routes ?? []).map((route) => ({
      ...route,
      costRate: route.costRate === null ? null : asRate(route.costRate),
    })),
  }));
}
