import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { isIdentityName, type Identity } from './identity.ts';

const IDENTITY = reading<{ field: string; value: string }>(
  'content.identity',
  'select field, value from operator_identity',
);

/** Who runs the shop, as it is committed now. */
export async function readIdentity(db: Db): Promise<Identity> {
  const rows = await db.rows(IDENTITY);
  return Object.fromEntries(
    rows.filter(({ field }) => isIdentityName(field)).map(({ field, value }) => [field, value]),
  );
}
