import type { RefillStatus } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const READ = reading<{ status: RefillStatus }>(
  'refills-of-own-order',
  'select status from refills where order_id = $1 and account_id = $2',
);

/** What counts when another refill of an order is asked for. */
export async function readOrderRefills(
  db: Db,
  accountId: number,
  orderId: number,
): Promise<{ granted: number; isOpen: boolean }> {
  const rows = await db.rows(READ, [orderId, accountId]);
  return {
    granted: rows.filter(({ status }) => status !== 'rejected').length,
    isOpen: rows.some(({ status }) => status === 'pending' || status === 'in_progress'),
  };
}
