import type { App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import { orderIdsSince } from './order-ids-since.ts';

// As long as the longest guarantees that are common: what a refill is asked for can be looked at.
const KEPT_MS = 180 * 24 * 3_600_000;
const AT_A_TIME = 10_000; // rows a transaction, a few milliseconds each thousand

const SWEEP = writing<{ order_id: number }>(
  'order-progress-sweep',
  `delete from order_progress where (order_id, step) in (
     select order_id, step from order_progress where order_id < $1 order by order_id, step limit $2
   ) returning order_id`,
);

/** Forgets how orders were delivered that were placed 180 days ago or before; answers the rows. */
export async function sweepProgress(app: App): Promise<number> {
  const before = await orderIdsSince(app.db, new Date(app.clock.now() - KEPT_MS));
  let gone = 0;
  for (;;) {
    const rows = await app.transact((tx) => tx.run(SWEEP, [before, AT_A_TIME]));
    gone += rows.length;
    if (rows.length < AT_A_TIME) return gone;
  }
}
