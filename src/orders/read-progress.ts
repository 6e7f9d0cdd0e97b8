import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** An order's delivery is noted in fiftieths: a curve 640 pixels wide shows no finer ones. */
export const PROGRESS_STEPS = 50;

/** What a provider was seen to have delivered, and when that was seen first. */
export type ProgressPoint = { at: Date; remains: number; startCount: bigint | null };

const READ = reading<ProgressPoint>(
  'order-progress-read',
  `select p.at, p.remains, p.start_count as "startCount"
   from order_progress p join orders o on o.id = p.order_id
   where p.order_id = $1 and o.account_id = $2 order by p.step`,
);

/** How the delivery of an account's order went, from little to much; nothing for another's. */
export const readProgress = (
  db: Db,
  accountId: number,
  orderId: number,
): Promise<ProgressPoint[]> => db.rows(READ, [orderId, accountId]);
