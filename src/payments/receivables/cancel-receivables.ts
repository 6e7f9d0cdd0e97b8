import { postTransfers, RECEIVABLES, REVENUE } from '#ledger/index.ts';
import { asMoney, ZERO, type Money } from '#lib/money.ts';
import type { Tx } from '#platform/db/types.ts';
import { reasonOf, referenceOf, type Step } from '../events/step.ts';

/**
 * Ends what is still owed of a dispute or of refunds that did not stand, paid from the ledger that
 * holds their money; what had been forgiven goes back to the revenue. Answers both together: the
 * wallet gets the rest.
 */
export async function cancelReceivables(
  tx: Tx,
  step: Step,
  fromId: bigint,
  takenBy: { disputeId: number } | readonly bigint[],
): Promise<Money> {
  const rows = await tx
    .selectFrom('receivables')
    .select(['id', 'amount', 'paid', 'canceled', 'forgiven'])
    .where((where) =>
      'disputeId' in takenBy
        ? where('dispute_id', '=', takenBy.disputeId)
        : where('event_id', 'in', [...takenBy]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  let [owed, forgiven] = [0n, 0n];
  for (const one of rows) {
    const open = one.amount - one.paid - one.canceled - one.forgiven;
    if (open + one.forgiven === 0n) continue;
    await tx
      .updateTable('receivables')
      .set({ canceled: one.canceled + open + one.forgiven, forgiven: 0n })
      .where('id', '=', one.id)
      .execute();
    owed += open;
    forgiven += one.forgiven;
  }
  const common = {
    fromId,
    reference: referenceOf(step),
    reason: reasonOf(step),
    actor: step.actor,
  };
  const moves = [
    { ...common, kind: 'receivable.cancel' as const, toId: RECEIVABLES, amount: asMoney(owed) },
    { ...common, kind: 'receivable.regain' as const, toId: REVENUE, amount: asMoney(forgiven) },
  ];
  await postTransfers(
    tx,
    moves.filter(({ amount }) => amount > ZERO),
  );
  return asMoney(owed + forgiven);
}
