import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import { HOLDER_SELECT, toHolder, type HolderRow } from './holder-row.ts';
import type { KeyHolder } from './key.ts';

const HOLDER = reading<HolderRow>(
  'key_holder_of_account',
  `${HOLDER_SELECT}
    where k.id = $1 and k.account_id = $2 and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > $3)`,
);

/**
 * The holder of a key that its account names, for a page where the account's own user is signed
 * in; undefined unless the key is the account's and active.
 */
export async function findHolder(
  app: App,
  { keyId, accountId }: { keyId: number; accountId: number },
): Promise<KeyHolder | undefined> {
  const [row] = await app.db.rows(HOLDER, [keyId, accountId, new Date(app.clock.now())]);
  return row && toHolder(row);
}
