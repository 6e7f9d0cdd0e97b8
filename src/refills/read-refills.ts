import type { RefillStatus } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

export type RefillView = { id: number; orderId: number; status: RefillStatus };

const READ = reading<[id: number, orderId: number, status: RefillStatus]>(
  'refills-read',
  'select id, order_id, status from refills where account_id = $1 and id = any ($2::int[])',
  { asArrays: true },
);

/** Refills of one account, in the order asked; unknown ids and those of others are undefined. */
export async function readRefills(
  db: Db,
  accountId: number,
  ids: readonly number[],
): Promise<(RefillView | undefined)[]> {
  const rows = await db.rows(READ, [accountId, ids]);
  const known = new Map(rows.map(([id, orderId, status]) => [id, { id, orderId, status }]));
  return ids.map((id) => known.get(id));
}
