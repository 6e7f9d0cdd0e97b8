import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { clearNotices } from '#platform/notices/index.ts';
import { writeLetter } from './letter.ts';
import { TICKET_NOTICE } from './open-ticket.ts';
import { lockTicket } from './select-tickets.ts';
import type { Desk } from './ticket.ts';
import { tokenOf } from './token.ts';

/** Ends a ticket and says so to its writer. Refuses `not_found`, and `conflict` if it is closed. */
export async function closeTicket(
  tx: Tx,
  desk: Desk,
  { ticketId, by }: { ticketId: bigint; by: string },
): Promise<void> {
  const ticket = await lockTicket(tx, ticketId);
  if (ticket.state === 'closed') {
    throw new AppError('conflict', `${ticket.reference} is closed already`);
  }
  const { now } = desk;
  await tx
    .updateTable('tickets')
    .set({ state: 'closed', changed_at: now, closed_at: now })
    .where('id', '=', ticketId)
    .execute();
  await clearNotices(tx, TICKET_NOTICE, [`ticket:${ticket.reference}`], { now, by });
  await writeLetter(tx, desk, 'closed', {
    ...ticket,
    token: tokenOf(desk.vault, ticket.reference),
  });
}
