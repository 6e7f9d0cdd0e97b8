import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

export type DeliveriesWaiting = {
  /** To be sent now. */
  due: number;
  /** For their next attempt. */
  later: number;
};

const COUNT = reading<[due: bigint, later: bigint]>(
  'webhooks-count-deliveries',
  `select
     (select count(*) from webhook_deliveries where status = 'pending' and due_at <= $1),
     (select count(*) from webhook_deliveries where status = 'pending' and due_at > $1)`,
  { asArrays: true },
);

/** How many deliveries have not reached anybody yet. */
export async function countDeliveries(db: Db, now: Date): Promise<DeliveriesWaiting> {
  const [row] = await db.rows(COUNT, [now]);
  const [due = 0, later = 0] = (row ?? []).map(Number);
  return { due, later };
}
