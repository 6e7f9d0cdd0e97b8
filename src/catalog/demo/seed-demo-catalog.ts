import type { Tx } from '#platform/db/types.ts';
import { importServices, type Imported } from '../import-services.ts';
import { routeServices } from '../route-services.ts';
import { demoCost } from './demo-costs.ts';
import { demoServices } from './demo-services.ts';

/**
 * Fills the shop with the demo's rate card and routes all of it to one provider, under whose ids
 * the services have our own. Repeatable. Refuses `not_found` (the provider).
 */
export async function seedDemoCatalog(tx: Tx, providerId: number): Promise<Imported> {
  // Rules may set these prices: nobody has made them by hand.
  const services = demoServices().map((service) => ({ ...service, ratePinned: false }));
  const imported = await importServices(tx, services);
  const routes = services.map((service, index) => {
    const serviceId = imported.ids[index] as number;
    return { serviceId, providerId, providerService: String(serviceId), ...demoCost(service) };
  });
  await routeServices(tx, routes);
  return imported;
}
