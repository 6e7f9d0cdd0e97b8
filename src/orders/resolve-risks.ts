import { LOSSES, postTransfers, REVENUE, SUSPENSE } from '#ledger/index.ts';
import { asMoney } from '#lib/money.ts';
import type { EvidenceVerdict } from '#platform/db/schema.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type Resolution = { orderId: number; verdict: EvidenceVerdict; actor: string };

const RESOLVE = writing<{ order_id: number; amount: bigint; verdict: EvidenceVerdict }>(
  'risks-resolve',
  `update order_risks r set verdict = v.verdict, actor = v.actor, resolved_at = $4
   from unnest($1::int[], $2::evidence_verdict[], $3::text[]) as v (order_id, verdict, actor)
   where r.order_id = v.order_id and r.resolved_at is null
   returning r.order_id, r.amount, r.verdict`,
);

/**
 * Ends risks: what was set aside for an order that was not placed comes back, for one that was it is
 * a loss. One that is resolved stays as it is. Answers the orders that it was.
 */
export async function resolveRisks(
  tx: Tx,
  resolutions: readonly Resolution[],
  now: Date,
): Promise<number[]> {
  if (resolutions.length === 0) return [];
  const rows = await tx.run(RESOLVE, [
    resolutions.map((one) => one.orderId),
    resolutions.map((one) => one.verdict),
    resolutions.map((one) => one.actor.slice(0, 100)),
    now,
  ]);
  await postTransfers(
    tx,
    rows
      .filter((row) => row.amount > 0n)
      .map((row) => ({
        ...(row.verdict === 'placed'
          ? ({ kind: 'risk.loss', toId: LOSSES } as const)
          : ({ kind: 'risk.release', toId: REVENUE } as const)),
        reference: String(row.order_id),
        fromId: SUSPENSE,
        amount: asMoney(row.amount),
      })),
  );
  return rows.map((row) => row.order_id);
}
