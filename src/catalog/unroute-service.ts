import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { unrouteServices, type RouteName } from './unroute-services.ts';

/** One route; see `unrouteServices`. Refuses `not_found`. */
export async function unrouteService(tx: Tx, route: RouteName): Promise<void> {
  if ((await unrouteServices(tx, [route])) > 0) return;
  const { serviceId, providerId } = route;
  throw new AppError('not_found', `service ${serviceId} has no route to provider ${providerId}`);
}
