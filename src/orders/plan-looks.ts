import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

/** When an order is to be asked about next, and when it was last. */
export type PlannedLook = { orderId: number; dueAt: Date; askedAt: Date | null };

const PLAN = writing(
  'follows-plan',
  `update follows f set due_at = l.due_at, asked_at = l.asked_at
   from unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) as l (order_id, due_at, asked_at)
   where f.order_id = l.order_id`,
);

/** Sets when orders under way are asked about next. */
export async function planLooks(tx: Tx, looks: readonly PlannedLook[]): Promise<void> {
  if (looks.length === 0) return;
  await tx.run(PLAN, [
    looks.map((one) => one.orderId),
    looks.map((one) => one.dueAt),
    looks.map((one) => one.askedAt),
  ]);
}
