import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const ROUTES = reading<[serviceId: number, providerService: string]>(
  'service-routes-of',
  `select service_id, provider_service from service_routes
   where provider_id = $1 and service_id = any ($2::int[])`,
  { asArrays: true },
);

/** What a provider calls these services. */
export async function findRoutes(
  db: Db,
  providerId: number,
  serviceIds: readonly number[],
): Promise<Map<number, string>> {
  return new Map(await db.rows(ROUTES, [providerId, serviceIds]));
}
