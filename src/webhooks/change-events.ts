import type { Tx } from '#platform/db/types.ts';
import { checkEvents } from './add-endpoint.ts';
import type { EndpointRef } from './endpoint.ts';
import { lockEndpoint } from './lock-endpoint.ts';

/**
 * Has a webhook told of other events, from those on that are fanned out next. Refuses
 * `invalid_parameter` (none, or unknown ones) and `webhook_not_found`.
 */
export async function changeEvents(
  tx: Tx,
  endpoint: EndpointRef,
  names: readonly string[],
): Promise<void> {
  const events = checkEvents(names);
  const { id } = await lockEndpoint(tx, endpoint);
  await tx.updateTable('webhook_endpoints').set({ events }).where('id', '=', id).execute();
}
