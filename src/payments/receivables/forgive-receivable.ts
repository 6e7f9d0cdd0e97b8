import { postTransfers, RECEIVABLES, REVENUE } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { asMoney, type Money } from '#lib/money.ts';
import { actorName, type Actor } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { paymentText } from '../payment.ts';

/**
 * Lets go of what is still owed of a receivable: the revenue bears it. Answers how much that was.
 * Refuses `not_found`, and `conflict` where nothing is owed any more.
 */
export async function forgiveReceivable(
  tx: Tx,
  { id, actor, reason }: { id: number; actor: Actor; reason: string },
): Promise<Money> {
  const row = await tx
    .selectFrom('receivables')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', `there is no receivable ${id}`);
  const open = asMoney(row.amount - row.paid - row.canceled - row.forgiven);
  if (open === 0n) throw new AppError('conflict', `nothing is owed of receivable ${id}`);
  await tx
    .updateTable('receivables')
    .set({ forgiven: row.forgiven + open, payments: row.payments + 1 })
    .where('id', '=', id)
    .execute();
  await postTransfers(tx, [
    {
      kind: 'receivable.forgive',
      reference: `${paymentText(row.payment_id)}/owed/${id}/${row.payments + 1}`,
      fromId: REVENUE,
      toId: RECEIVABLES,
      amount: open,
      reason,
      actor: actorName(actor),
    },
  ]);
  return open;
}
