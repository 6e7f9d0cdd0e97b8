import type { Tx } from '#platform/db/types.ts';
import { dropPending } from './drop-pending.ts';
import { endpointText, type EndpointRef } from './endpoint.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import { settleOwner } from './tell-owner.ts';

/** Nothing is sent there any more. Refuses `webhook_not_found`. */
export async function removeEndpoint(tx: Tx, endpoint: EndpointRef, now: Date): Promise<void> {
  const { id } = await lockEndpoint(tx, endpoint);
  await tx.updateTable('webhook_endpoints').set({ removed_at: now }).where('id', '=', id).execute();
  await dropPending(tx, [id], now);
  await settleOwner(tx, [id], { now, by: `removal of ${endpointText(id)}` });
}
