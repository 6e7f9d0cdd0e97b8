import type { Tx } from '#platform/db/types.ts';
import { routeServices, type NewRoute } from './route-services.ts';

/** One route; see `routeServices`. */
export const routeService = (tx: Tx, route: NewRoute): Promise<void> => routeServices(tx, [route]);
