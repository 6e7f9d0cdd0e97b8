import type { Tx } from '#platform/db/types.ts';
import { listHashOf } from './draw.ts';
import { stateOf } from './giveaway.ts';

/**
 * Fixes the list of a giveaway that is over, and its hash. Answers whether the list is fixed, now
 * or before; one that is still open, or canceled, stays as it is.
 */
export async function closeGiveaway(tx: Tx, id: number, now: Date): Promise<boolean> {
  const giveaway = await tx
    .selectFrom('giveaways')
    .select(['opens_at', 'closes_at', 'canceled_at', 'drawn_at', 'closed_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!giveaway) return false;
  if (giveaway.closed_at) return true;
  if (stateOf(giveaway, now) !== 'closed') return false;
  const entries = await tx
    .selectFrom('giveaway_entries')
    .select('ticket')
    .where('giveaway_id', '=', id)
    .execute();
  const tickets = entries.map(({ ticket }) => ticket).sort();
  await tx
    .updateTable('giveaways')
    .set({ closed_at: now, list_hash: listHashOf(tickets) })
    .where('id', '=', id)
    .execute();
  return true;
}
