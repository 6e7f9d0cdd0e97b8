import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { EndpointRef } from './endpoint.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import { newSecret } from './new-secret.ts';

const DAY_MS = 24 * 60 * 60_000;
const LONGEST_OVERLAP_MS = 7 * DAY_MS; // reliability.md 6.2, as is the default of a day

/**
 * Gives a webhook a new secret, shown this once. Messages are signed with the one of before as
 * well for `overlapMs`, a day unless told otherwise; of older ones nothing is kept. Refuses
 * `invalid_parameter` (above 7 days) and `webhook_not_found`.
 */
export async function rotateSecret(
  app: App,
  { overlapMs = DAY_MS, ...endpoint }: EndpointRef & { overlapMs?: number },
): Promise<{ secret: string; oldUntil: Date | null }> {
  if (!(overlapMs >= 0 && overlapMs <= LONGEST_OVERLAP_MS)) {
    throw new AppError('invalid_parameter', 'the overlap is 0 to 7 days', { parameter: 'overlap' });
  }
  const secret = newSecret();
  const oldUntil = overlapMs === 0 ? null : new Date(app.clock.now() + overlapMs);
  await app.transact(async (tx) => {
    const { id, secret_sealed: old } = await lockEndpoint(tx, endpoint);
    await tx
      .updateTable('webhook_endpoints')
      .set({
        secret_sealed: app.vault.seal(secret),
        old_secret_sealed: oldUntil && old,
        old_secret_until: oldUntil,
      })
      .where('id', '=', id)
      .execute();
  });
  return { secret, oldUntil };
}
