import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { goalOf } from './goal-of.ts';
import { lockTicket } from './select-tickets.ts';
import type { TicketPriority } from './ticket.ts';

/**
 * Changes how urgent a ticket is, for the operator. Whoever waits has the goal of the new priority,
 * counted from when they began to wait. Refuses `not_found`, and `conflict` if it is closed.
 */
export async function setPriority(
  tx: Tx,
  { ticketId, priority }: { ticketId: bigint; priority: TicketPriority },
): Promise<void> {
  const { state, reference, waitingSince } = await lockTicket(tx, ticketId);
  if (state === 'closed') throw new AppError('conflict', `${reference} is closed`);
  const goal_at = waitingSince && (await goalOf(tx, priority, waitingSince));
  await tx.updateTable('tickets').set({ priority, goal_at }).where('id', '=', ticketId).execute();
}
