import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const ACCEPTED = reading<[orderId: number, providerOrderId: string]>(
  'attempts-accepted',
  `select order_id, provider_order_id from attempts
   where order_id = any ($1::int[]) and outcome = 'accepted'`,
  { asArrays: true },
);

/** What providers call these orders; those that none accepted are left out. */
export async function findProviderOrders(
  db: Db,
  orderIds: readonly number[],
): Promise<Map<number, string>> {
  if (orderIds.length === 0) return new Map();
  return new Map(await db.rows(ACCEPTED, [orderIds]));
}
