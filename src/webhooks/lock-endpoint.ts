import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import type { EndpointRef } from './endpoint.ts';

/** Locks a webhook against other changes. Refuses `webhook_not_found`. */
export async function lockEndpoint(tx: Tx, { endpointId, accountId }: EndpointRef) {
  let wanted = tx
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('id', '=', endpointId)
    .where('removed_at', 'is', null);
  if (accountId !== undefined) wanted = wanted.where('account_id', '=', accountId);
  const found = await wanted.forNoKeyUpdate().executeTakeFirst();
  if (found) return found;
  throw new AppError('webhook_not_found', 'there is no such webhook');
}
