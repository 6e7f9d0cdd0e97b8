import type { Tx } from '#platform/db/types.ts';
import type { EndpointRef } from './endpoint.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import { settleOwner } from './tell-owner.ts';
import { testEndpoint } from './test-endpoint.ts';

/**
 * Messages go there again, a test first, whose webhook-id is answered. What it missed waits for a
 * replay. One that was not disabled is only tested. Refuses `webhook_not_found`.
 */
export async function enableEndpoint(tx: Tx, endpoint: EndpointRef, now: Date): Promise<string> {
  const { id } = await lockEndpoint(tx, endpoint);
  await tx
    .updateTable('webhook_endpoints')
    .set({
      ...{ disabled_at: null, disabled_reason: null },
      ...{ failing_since: null, warned_at: null, paused_until: null },
    })
    .where('id', '=', id)
    .execute();
  await settleOwner(tx, [id], { now, by: 'its owner' });
  return testEndpoint(tx, endpoint, now);
}
