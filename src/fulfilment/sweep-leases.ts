import { lockOrders, moveOrders } from '#orders/index.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { raiseNotices } from '#platform/notices/index.ts';
import { doubtNotice } from './doubt-notice.ts';

const WHY = 'the worker went away while the provider was asked';

const CLOSE = writing<{ orderId: number; providerId: number }>(
  'attempts-sweep',
  `update attempts a set outcome = 'unknown', finished_at = $1, error = $2
   where a.id in (
     select id from attempts where outcome is null and lease_until < $1
     limit 500 for update skip locked)
   returning a.order_id as "orderId", a.provider_id as "providerId"`,
);

/**
 * Orders whose worker went away in the middle of a call become `unknown`: the provider may have
 * them, so they never wait again. Answers how many there were.
 */
export async function sweepLeases(tx: Tx, now: Date): Promise<number> {
  const rows = await tx.run(CLOSE, [now, WHY]);
  if (rows.length === 0) return 0;
  await lockOrders(
    tx,
    rows.map((row) => row.orderId),
  );
  const moved = await moveOrders(
    tx,
    rows.map(({ orderId }) => ({
      orderId,
      to: 'unknown',
      dueAt: now,
      source: 'system:sweep',
      note: WHY,
    })),
    now,
  );
  const doubted = rows.filter((row) => moved.has(row.orderId));
  await raiseNotices(
    tx,
    doubted.map((row) => doubtNotice({ ...row, why: WHY, severity: 'warning' })),
    now,
  );
  return moved.size;
}
