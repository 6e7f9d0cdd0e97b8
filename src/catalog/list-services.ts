import { asRate } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { inOrder, type Route } from './route.ts';
import type { Service } from './service.ts';

type StoredRoute = Omit<Route, 'costRate'> & { costRate: string | null };
type Row = Omit<Service, 'routes' | 'providerId'> & { routes: StoredRoute[] | null };

const ALL = reading<Row>(
  'catalog.services',
  `select s.id, s.name, s.type, c.name as category, c.platform, s.rate, s.min, s.max,
     s.refill, s.cancel, s.dripfeed, s.guarantee_days as "guaranteeDays",
     s.refill_cap as "refillCap", s.delivery, s.delivery_note as "deliveryNote", s.description,
     s.link_guard as "linkGuard", s.active, s.held_reason as "heldReason",
     s.average_minutes as "averageMinutes", route.list as routes
   from services s
   join categories c on c.id = s.category_id
   left join (
     select r.service_id, json_agg(json_build_object('providerId', r.provider_id,
       'providerService', r.provider_service, 'costRate', r.cost_rate::text,
       'costBasis', r.cost_basis, 'priority', r.priority, 'share', r.share)) as list
     from service_routes r join providers p on p.id = r.provider_id
     where r.active and not p.paused
     group by r.service_id
   ) route on route.service_id = s.id
   order by c.position, c.id, s.position, s.id`,
);

const NONE: readonly Route[] = [];

/**
 * Every service, on sale or not, in the order in which they are shown, with the routes that may
 * be taken now, the preferred one first.
 */
export async function listServices(db: Db): Promise<Service[]> {
  return (await db.rows(ALL)).map(({ routes: stored, ...service }) => {
    const routes = stored === null ? NONE : inOrder(stored.map(asRoute), service.min);
    return { ...service, providerId: routes[0]?.providerId ?? null, routes };
  });
}

const asRoute = ({ costRate, ...route }: StoredRoute): Route => ({
  ...route,
  costRate: costRate === null ? null : asRate(costRate),
});
