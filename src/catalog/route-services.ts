import { AppError } from '#lib/errors.ts';
import type { Rate } from '#lib/money.ts';
import { notify } from '#platform/db/notify.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type Route = {
  serviceId: number;
  providerId: number;
  /** The provider's own id of the service. */
  providerService: string;
  /** What the provider asks per 1000; null when it is not known. */
  costRate?: Rate | null;
  /** The lowest goes first. */
  priority?: number;
};

const WRITE = writing<{ serviceId: number; providerId: number }>(
  'catalog.write-routes',
  `with given as (
     select * from unnest($1::int[], $2::int[], $3::text[], $4::bigint[], $5::int[])
       as row (service_id, provider_id, provider_service, cost_rate, priority)
   )
   insert into service_routes (service_id, provider_id, provider_service, cost_rate, priority)
   select given.* from given
   join services on services.id = given.service_id
   join providers on providers.id = given.provider_id
   on conflict (service_id, provider_id) do update set
     provider_service = excluded.provider_service, cost_rate = excluded.cost_rate,
     priority = excluded.priority
   returning service_id as "serviceId", provider_id as "providerId"`,
);

/**
 * Says which providers serve which services, one route per service and provider. Refuses
 * `service_not_found`, `not_found` (the provider) and `invalid_parameter`; then none must be
 * committed.
 */
export async function routeServices(tx: Tx, routes: readonly Route[]): Promise<void> {
  if (routes.length === 0) return;
  check(routes);
  const written = await tx.run(WRITE, [
    routes.map((route) => route.serviceId),
    routes.map((route) => route.providerId),
    routes.map((route) => route.providerService),
    routes.map((route) => route.costRate ?? null),
    routes.map((route) => route.priority ?? 0),
  ]);
  if (written.length < routes.length) throw await whatIsMissing(tx, routes);
  await notify(tx, 'catalog', 'routes');
}

function check(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { serviceId, providerId, providerService } of routes) {
    if (!/^\P{Cc}{1,60}$/u.test(providerService)) {
      throw invalid('provider_service', 'a provider service is a text of 1 to 60 characters');
    }
    if (seen.size === seen.add(`${serviceId} ${providerId}`).size) {
      throw invalid('service', `service ${serviceId} has two routes to one provider`);
    }
  }
}

async function whatIsMissing(tx: Tx, routes: readonly Route[]): Promise<AppError> {
  const providers = await tx.selectFrom('providers').select('id').execute();
  const known = new Set(providers.map((provider) => provider.id));
  const unknown = routes.find((route) => !known.has(route.providerId));
  if (unknown) return new AppError('not_found', `there is no provider ${unknown.providerId}`);
  return new AppError('service_not_found', 'a route is for a service that does not exist');
}

const invalid = (parameter: string, message: string): AppError =>
  new AppError('invalid_parameter', message, { parameter });
