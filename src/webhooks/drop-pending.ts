import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const DROP = writing(
  'webhook-deliveries-drop',
  `update webhook_deliveries set status = 'dropped', finished_at = $2
   where endpoint_id = any ($1::int[]) and status = 'pending' and not leased`,
);

/**
 * What waits for these webhooks is not sent any more; it stays listed and can be sent again. What
 * is on its way decides for itself.
 */
export const dropPending = (tx: Tx, endpointIds: readonly number[], now: Date): Promise<unknown> =>
  tx.run(DROP, [endpointIds, now]);
