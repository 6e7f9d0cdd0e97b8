import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';

const LONGEST_REASON = 500;

/**
 * Calls a giveaway off, for a reason that everybody reads. Only before it closes: later the outcome
 * could be known to whoever cancels. Refuses `not_found`, `conflict`, `invalid_parameter`.
 */
export async function cancelGiveaway(
  tx: Tx,
  { id, reason, now }: { id: number; reason: string; now: Date },
): Promise<void> {
  const stated = reason.trim();
  if (stated === '' || stated.length > LONGEST_REASON) {
    throw new AppError('invalid_parameter', `give a reason of 1 to ${LONGEST_REASON} characters`, {
      parameter: 'reason',
    });
  }
  const canceled = await tx
    .updateTable('giveaways')
    .set({ canceled_at: now, cancel_reason: stated })
    .where('id', '=', id)
    .where('canceled_at', 'is', null)
    .where('closed_at', 'is', null)
    .where('closes_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  if (canceled) return;
  const known = await tx
    .selectFrom('giveaways')
    .select('canceled_at')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!known) throw new AppError('not_found', `there is no giveaway ${id}`);
  const why = known.canceled_at ? 'is canceled already' : 'has closed and will be drawn';
  throw new AppError('conflict', `giveaway ${id} ${why}`);
}
