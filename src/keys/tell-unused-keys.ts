import { recordAccountEvents } from '#accounts/index.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const UNUSED_MS = 90 * 86_400_000; // a quarter; a key that nobody needs is one that can be lost

const TELL = writing<{ id: number; accountId: number; name: string }>(
  'keys-tell-unused',
  `update api_keys set unused_told_at = $1
   where revoked_at is null and rotated_to is null and (expires_at is null or expires_at > $1)
     and coalesce(last_used_at, created_at) < $2
     and (unused_told_at is null or unused_told_at < last_used_at)
   returning id, account_id as "accountId", name`,
);

/** Tells the owners of keys that nobody used for 90 days, once until they are used again. */
export async function tellUnusedKeys(tx: Tx, now: Date): Promise<number> {
  const unused = await tx.run(TELL, [now, new Date(now.getTime() - UNUSED_MS)]);
  await recordAccountEvents(
    tx,
    unused.map(({ id, accountId, name }) => ({
      ...{ accountId, type: 'key.unused' as const, subject: `key:${id}`, data: { key: id, name } },
    })),
    now,
  );
  return unused.length;
}
