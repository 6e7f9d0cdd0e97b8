import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { HOUR_MS } from './status.ts';

/** How many webhook messages of the last hour reached their servers, of those that were ended. */
export type DeliveryRate = { ended: number; delivered: number };

const MOST = 10_000; // a busy shop ends more in an hour than a page should count

const RATE = reading<DeliveryRate>(
  'status-delivery-rate',
  `select count(*)::int as ended, count(*) filter (where status = 'delivered')::int as delivered
   from (select status from webhook_deliveries where finished_at > $1
         order by finished_at desc limit ${MOST}) newest`,
);

export const readDeliveryRate = async (db: Db, now: Date): Promise<DeliveryRate> => {
  const [rate] = await db.rows(RATE, [new Date(now.getTime() - HOUR_MS)]);
  return rate ?? { ended: 0, delivered: 0 };
};
