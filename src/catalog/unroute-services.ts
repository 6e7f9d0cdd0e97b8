import { notify } from '#platform/db/notify.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type RouteName = { serviceId: number; providerId: number };

const DELETE = writing<{ serviceId: number }>(
  'catalog.delete-routes',
  `delete from service_routes r using unnest($1::int[], $2::int[]) as given (service, provider)
   where r.service_id = given.service and r.provider_id = given.provider
   returning r.service_id as "serviceId"`,
);

/**
 * Sends no more orders of these services to these providers; what they have already is followed
 * as before. Says how many routes there were.
 */
export async function unrouteServices(tx: Tx, routes: readonly RouteName[]): Promise<number> {
  const gone = await tx.run(DELETE, [
    routes.map((route) => route.serviceId),
    routes.map((route) => route.providerId),
  ]);
  if (gone.length > 0) await notify(tx, 'catalog', 'routes');
  return gone.length;
}
