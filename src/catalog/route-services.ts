import { AppError } from '#lib/errors.ts';
import type { Rate } from '#lib/money.ts';
import { notify } from '#platform/db/notify.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { CostBasis } from './route.ts';
import { LARGEST_RATE } from './service.ts';

export type NewRoute = {
  serviceId: number;
  providerId: number;
  /** The provider's own id of the service. */
  providerService: string;
  /** What the provider asks, in our currency; null when it is not known. */
  costRate?: Rate | null;
  /** What that is for; default: a thousand pieces. */
  costBasis?: CostBasis;
  /** The lowest goes first. */
  priority?: number;
  /** Weight among routes of one priority; null on all of them: the cheapest has all. */
  share?: number | null;
  /** Why it is not to be taken; null: it may be. */
  pausedReason?: string | null;
  /** The rules of the sync that say so; none when the operator does. */
  pausedCauses?: readonly string[];
};

const MOST_SHARE = 1_000; // of service_routes_share_is_small

const WRITE = writing<{ serviceId: number; providerId: number }>(
  'catalog.write-routes',
  `with given as (
     select * from unnest($1::int[], $2::int[], $3::text[], $4::bigint[], $5::int[],
       $6::cost_basis[], $7::int[], $8::text[], $9::text[])
       as row (service_id, provider_id, provider_service, cost_rate, priority, cost_basis, share,
         paused_reason, paused_causes)
   )
   insert into service_routes (service_id, provider_id, provider_service, cost_rate, priority,
     cost_basis, share, paused_reason, paused_causes, active)
   select given.service_id, given.provider_id, given.provider_service, given.cost_rate,
     given.priority, given.cost_basis, given.share, given.paused_reason,
     string_to_array(given.paused_causes, ' '), given.paused_reason is null
   from given
   join services on services.id = given.service_id
   join providers on providers.id = given.provider_id
   on conflict (service_id, provider_id) do update set
     provider_service = excluded.provider_service, cost_rate = excluded.cost_rate,
     priority = excluded.priority, cost_basis = excluded.cost_basis, share = excluded.share,
     active = excluded.active, paused_reason = excluded.paused_reason,
     paused_causes = excluded.paused_causes
   returning service_id as "serviceId", provider_id as "providerId"`,
);

/**
 * Says which providers serve which services, one route per service and provider; what is left out
 * has its default again. Refuses `service_not_found`, `not_found` (the provider) and
 * `invalid_parameter`; then none must be committed.
 */
export async function routeServices(tx: Tx, routes: readonly NewRoute[]): Promise<void> {
  if (routes.length === 0) return;
  check(routes);
  const written = await tx.run(WRITE, [
    routes.map((route) => route.serviceId),
    routes.map((route) => route.providerId),
    routes.map((route) => route.providerService),
    routes.map((route) => route.costRate ?? null),
    routes.map((route) => route.priority ?? 0),
    routes.map((route) => route.costBasis ?? 'per_1000'),
    routes.map((route) => route.share ?? null),
    routes.map((route) => route.pausedReason?.slice(0, 500) ?? null),
    routes.map((route) => (route.pausedCauses ?? []).join(' ')),
  ]);
  if (written.length < routes.length) throw await whatIsMissing(tx, routes);
  await notify(tx, 'catalog', 'routes');
}

function check(routes: readonly NewRoute[]): void {
  const seen = new Set<string>();
  for (const { serviceId, providerId, providerService, costRate, share } of routes) {
    if (!/^\P{Cc}{1,60}$/u.test(providerService)) {
      throw invalid('provider_service', 'a provider service is a text of 1 to 60 characters');
    }
    if (seen.size === seen.add(`${serviceId} ${providerId}`).size) {
      throw invalid('service', `service ${serviceId} has two routes to one provider`);
    }
    if (costRate && (costRate < 0n || costRate > LARGEST_RATE)) {
      throw invalid('cost_rate', 'the cost must be from 0 to 1,000,000,000');
    }
    if (share && !(Number.isInteger(share) && share >= 1 && share <= MOST_SHARE)) {
      throw invalid('share', `the share must be a whole number from 1 to ${MOST_SHARE}`);
    }
  }
}

async function whatIsMissing(tx: Tx, routes: readonly NewRoute[]): Promise<AppError> {
  const providers = await tx.selectFrom('providers').select('id').execute();
  const known = new Set(providers.map((provider) => provider.id));
  const unknown = routes.find((route) => !known.has(route.providerId));
  if (unknown) return new AppError('not_found', `there is no provider ${unknown.providerId}`);
  return new AppError('service_not_found', 'a route is for a service that does not exist');
}

const invalid = (parameter: string, message: string): AppError =>
  new AppError('invalid_parameter', message, { parameter });
