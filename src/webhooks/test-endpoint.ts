import { randomBytes } from 'node:crypto';
import type { Tx } from '#platform/db/types.ts';
import type { EndpointRef } from './endpoint.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import { testMessage } from './message.ts';

const ID_BYTES = 12;

/**
 * Queues a message that says only that it is a test; also for a webhook that is disabled. Answers
 * its webhook-id. Refuses `webhook_not_found`.
 */
export async function testEndpoint(tx: Tx, endpoint: EndpointRef, now: Date): Promise<string> {
  const { id } = await lockEndpoint(tx, endpoint);
  const message = testMessage(`tst_${randomBytes(ID_BYTES).toString('hex')}`, id, now);
  await tx
    .insertInto('webhook_messages')
    .values({ ...message, created_at: now })
    .execute();
  await tx
    .insertInto('webhook_deliveries')
    .values({ endpoint_id: id, message: message.id, due_at: now, created_at: now })
    .execute();
  return message.id;
}
