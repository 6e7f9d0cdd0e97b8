import {
  routeServices,
  unrouteServices,
  type NewRoute,
  type RouteName,
  type Supplied,
} from '#catalog/index.ts';
import { formatRate } from '#lib/money.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

/** How a service is delivered by a provider, as it is written down. */
export type RouteRecord = {
  service: string;
  cost: string | null;
  basis: string;
  priority: number;
  share: number | null;
  paused: string | null;
};

const RECORD = writing(
  'supply.record-route-changes',
  `insert into route_changes (run_id, service_id, provider_id, before, after)
   select $1, given."serviceId", given."providerId", given.before, given.after
   from jsonb_to_recordset($2::jsonb) as given (
     "serviceId" int, "providerId" int, before jsonb, after jsonb)`,
);

/** Writes routes and, for the run's diff, what they were; says which services they are of. */
export async function changeRoutes(
  tx: Tx,
  runId: number,
  routes: readonly NewRoute[],
  services: readonly Supplied[],
): Promise<Set<number>> {
  const known = new Map(services.map((service) => [service.id, service]));
  const changed = routes.flatMap((route) => {
    const before = recordOf(known.get(route.serviceId), route.providerId);
    const after = asRecord(route);
    if (before && JSON.stringify(before) === JSON.stringify(after)) return [];
    return [{ route, record: { ...idsOf(route), before, after } }];
  });
  await routeServices(
    tx,
    changed.map(({ route }) => route),
  );
  await recordRouteChanges(
    tx,
    runId,
    changed.map(({ record }) => record),
  );
  return new Set(changed.map(({ route }) => route.serviceId));
}

export type RouteChange = {
  serviceId: number;
  providerId: number;
  /** Null: there was no route. */
  before: RouteRecord | null;
  /** Null: it is taken away. */
  after: RouteRecord | null;
};

async function recordRouteChanges(
  tx: Tx,
  runId: number,
  changes: readonly RouteChange[],
): Promise<void> {
  if (changes.length > 0) await tx.run(RECORD, [runId, JSON.stringify(changes)]);
}

/** The route as it is; null where there is none. */
export function recordOf(service: Supplied | undefined, providerId: number): RouteRecord | null {
  const route = service?.routes.find((one) => one.providerId === providerId);
  return route ? asRecord(route) : null;
}

const asRecord = (route: Omit<NewRoute, 'serviceId'>): RouteRecord => ({
  service: route.providerService,
  cost: route.costRate ? formatRate(route.costRate) : route.costRate === 0n ? '0.00' : null,
  basis: route.costBasis ?? 'per_1000',
  priority: route.priority ?? 0,
  share: route.share ?? null,
  paused: route.pausedReason ?? null,
});

/** Routes that a run takes away, for its diff. */
export async function removeRoutes(
  tx: Tx,
  runId: number,
  routes: readonly RouteName[],
  services: readonly Supplied[],
): Promise<void> {
  const known = new Map(services.map((service) => [service.id, service]));
  await unrouteServices(tx, routes);
  await recordRouteChanges(
    tx,
    runId,
    routes.map(({ serviceId, providerId }) => ({
      serviceId,
      providerId,
      before: recordOf(known.get(serviceId), providerId),
      after: null,
    })),
  );
}

const idsOf = ({ serviceId, providerId }: NewRoute) => ({ serviceId, providerId });
