import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** An order that is paid and waits for the time that its customer chose. */
export type ScheduledOrder = { orderId: number; serviceId: number; link: string; startsAt: Date };

const READ = reading<{ orderId: number; startsAt: Date }>(
  'orders-scheduled-starts',
  `select order_id as "orderId", starts_at as "startsAt" from scheduled_orders
   where order_id = any ($1::int[])`,
);

/** When those of these orders start, or started, that were scheduled. */
export const readScheduled = async (
  db: Db,
  orderIds: readonly number[],
): Promise<ReadonlyMap<number, Date>> =>
  new Map((await db.rows(READ, [orderIds])).map((row) => [row.orderId, row.startsAt]));

const LIST = reading<ScheduledOrder>(
  'orders-scheduled-of-account',
  `select s.order_id as "orderId", o.service_id as "serviceId", o.link, s.starts_at as "startsAt"
   from scheduled_orders s join orders o on o.id = s.order_id
   where s.account_id = $1 and s.starts_at > $2 and o.status = 'pending'
   order by s.starts_at, s.order_id limit $3`,
);

/** Orders of the account that still wait for their time, the next one first. */
export const listScheduled = (
  db: Db,
  { accountId, now, limit }: { accountId: number; now: Date; limit: number },
): Promise<ScheduledOrder[]> => db.rows(LIST, [accountId, now, limit]);
