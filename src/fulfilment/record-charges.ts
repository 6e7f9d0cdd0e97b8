import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

/** What a provider says it took for an order, in nano-units of its currency. */
export type ReportedCharge = { orderId: number; charge: bigint };

const CHARGED = writing(
  'attempts-charged',
  `update attempts a set charged = c.charge
   from unnest($1::int[], $2::bigint[]) as c (order_id, charge)
   where a.order_id = c.order_id and a.outcome = 'accepted'`,
);

/** Writes down what providers took for orders that ended; the statement check compares it. */
export async function recordCharges(tx: Tx, charges: readonly ReportedCharge[]): Promise<void> {
  if (charges.length === 0) return;
  await tx.run(CHARGED, [charges.map((one) => one.orderId), charges.map((one) => one.charge)]);
}
