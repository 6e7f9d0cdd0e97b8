import { lockOrders, moveOrders } from '#orders/index.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const CLOSE = writing<{ order_id: number }>(
  'attempts-sweep',
  `update attempts a set outcome = 'unknown', finished_at = $1,
     error = 'the worker went away while the provider was asked'
   where a.id in (
     select id from attempts where outcome is null and lease_until < $1
     limit 500 for update skip locked)
   returning a.order_id`,
);

/**
 * Orders whose worker went away in the middle of a call become `unknown`: the provider may have
 * them, so they never wait again. Answers how many there were.
 */
export async function sweepLeases(tx: Tx, now: Date): Promise<number> {
  const rows = await tx.run(CLOSE, [now]);
  await lockOrders(
    tx,
    rows.map((row) => row.order_id),
  );
  const moved = await moveOrders(
    tx,
    rows.map((row) => ({
      orderId: row.order_id,
      to: 'unknown',
      dueAt: now,
      source: 'system:sweep',
      note: 'the worker went away while the provider was asked',
    })),
    now,
  );
  return moved.size;
}
