import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';

/**
 * Sends no more orders of a service to a provider; what it has already is followed as before.
 * Refuses `not_found`.
 */
export async function unrouteService(
  tx: Tx,
  { serviceId, providerId }: { serviceId: number; providerId: number },
): Promise<void> {
  const gone = await tx
    .deleteFrom('service_routes')
    .where('service_id', '=', serviceId)
    .where('provider_id', '=', providerId)
    .returning('service_id')
    .executeTakeFirst();
  if (!gone) {
    throw new AppError('not_found', `service ${serviceId} has no route to provider ${providerId}`);
  }
  await notify(tx, 'catalog', 'routes');
}
