import type { Db } from '#platform/db/types.ts';
import type { Endpoint, EndpointState, WebhookEvent } from './endpoint.ts';

/** The webhooks of an account, or all there are; those that were removed are not among them. */
export async function listEndpoints(
  db: Db,
  { accountId, endpointId }: { accountId?: number; endpointId?: number } = {},
): Promise<Endpoint[]> {
  let wanted = db
    .selectFrom('webhook_endpoints')
    .select([
      ...(['id', 'account_id', 'url', 'events', 'failing_since', 'paused_until'] as const),
      ...(['disabled_at', 'disabled_reason', 'old_secret_until', 'created_at'] as const),
    ])
    .where('removed_at', 'is', null)
    .orderBy('id');
  if (accountId !== undefined) wanted = wanted.where('account_id', '=', accountId);
  if (endpointId !== undefined) wanted = wanted.where('id', '=', endpointId);
  return (await wanted.execute()).map((row) => ({
    id: row.id,
    accountId: row.account_id,
    url: row.url,
    events: row.events as WebhookEvent[],
    state: stateOf(row),
    failingSince: row.failing_since,
    pausedUntil: row.paused_until,
    disabledAt: row.disabled_at,
    disabledReason: row.disabled_reason,
    oldSecretUntil: row.old_secret_until,
    createdAt: row.created_at,
  }));
}

type Facts = { disabled_at: Date | null; failing_since: Date | null };

const stateOf = ({ disabled_at: disabled, failing_since: failing }: Facts): EndpointState =>
  disabled ? 'disabled' : failing ? 'failing' : 'active';
