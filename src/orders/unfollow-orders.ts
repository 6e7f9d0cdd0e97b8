import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const DELETE = writing('follows-delete', 'delete from follows where order_id = any ($1::int[])');

/** Orders that have ended are asked about no more. */
export async function unfollowOrders(tx: Tx, orderIds: readonly number[]): Promise<void> {
  if (orderIds.length > 0) await tx.run(DELETE, [orderIds]);
}
