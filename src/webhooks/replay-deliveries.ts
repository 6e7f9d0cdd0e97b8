import { AppError } from '#lib/errors.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { EndpointRef } from './endpoint.ts';
import { lockEndpoint } from './lock-endpoint.ts';

export type Replay = EndpointRef & {
  from: Date;
  /** Without this moment. */
  until: Date;
  /** Leaves out what was delivered. */
  onlyMissed?: boolean;
};

const REPLAY = writing<{ id: bigint }>(
  'webhook-deliveries-replay',
  `update webhook_deliveries set
     status = 'pending', due_at = $5, finished_at = null, attempts_before = attempts
   where endpoint_id = $1 and created_at >= $2 and created_at < $3 and finished_at is not null
     and message not like 'tst\\_%' and (status <> 'delivered' or not $4)
   returning id`,
);

/**
 * Sends again what was made for a webhook in a stretch of time: the same messages under their
 * webhook-ids, in their order, with ten attempts anew. What is still waiting stays as it is. Answers
 * how many. Refuses `webhook_not_found`, and `conflict` while the webhook is disabled.
 */
export async function replayDeliveries(tx: Tx, replay: Replay, now: Date): Promise<number> {
  const { from, until, onlyMissed = false } = replay;
  const { id, disabled_at: disabledAt } = await lockEndpoint(tx, replay);
  if (disabledAt) throw new AppError('conflict', 'this webhook is disabled: enable it first');
  return (await tx.run(REPLAY, [id, from, until, onlyMissed, now])).length;
}
