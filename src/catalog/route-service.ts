import type { Tx } from '#platform/db/types.ts';
import { routeServices, type Route } from './route-services.ts';

/** One route; see `routeServices`. */
export const routeService = (tx: Tx, route: Route): Promise<void> => routeServices(tx, [route]);
