import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { listUnknown, type UnknownOrder } from './list-unknown.ts';

/** Refuses `order_not_found` where nothing is in doubt. */
export async function findDoubt(tx: Tx, orderId: number): Promise<UnknownOrder> {
  const [order] = await listUnknown(tx, orderId);
  if (order) return order;
  throw new AppError('order_not_found', `order ${orderId} is not in doubt`, { parameter: 'order' });
}
