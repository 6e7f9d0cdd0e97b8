import { postTransfers, REVENUE, SUSPENSE } from '#ledger/index.ts';
import { ZERO, type Money } from '#lib/money.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

/** What a provider may still ask for an order that its customer got back. */
export type Risk = { orderId: number; amount: Money };

const INSERT = writing(
  'risks-open',
  `insert into order_risks (order_id, amount, opened_at)
   select *, $3 from unnest($1::int[], $2::bigint[])`,
);

/**
 * Sets aside, out of what is earned, what orders may cost that were refunded in doubt. Their own
 * sums are settled; this never touches them. An order has one risk.
 */
export async function openRisks(tx: Tx, risks: readonly Risk[], now: Date): Promise<void> {
  if (risks.length === 0) return;
  await tx.run(INSERT, [risks.map((one) => one.orderId), risks.map((one) => one.amount), now]);
  await postTransfers(
    tx,
    risks
      .filter((one) => one.amount > ZERO)
      .map(({ orderId, amount }) => ({
        kind: 'risk.open',
        reference: String(orderId),
        fromId: REVENUE,
        toId: SUSPENSE,
        amount,
      })),
  );
}
