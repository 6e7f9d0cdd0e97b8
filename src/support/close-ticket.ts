import { recordAccountEvents } from '#accounts/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { clearNotices } from '#platform/notices/index.ts';
import { writeLetter } from './letter.ts';
import { TICKET_NOTICE } from './open-ticket.ts';
import { lockTicket } from './select-tickets.ts';
import type { Desk, Party } from './ticket.ts';
import { tokenOf } from './token.ts';

/**
 * Ends a ticket; where an operator does, its writer is told. Refuses `not_found`, and `conflict` if
 * it is closed.
 */
export async function closeTicket(
  tx: Tx,
  desk: Desk,
  { ticketId, by }: { ticketId: bigint; by: Party },
): Promise<void> {
  const ticket = await lockTicket(tx, ticketId);
  const { reference, accountId, subject } = ticket;
  if (ticket.state === 'closed') throw new AppError('conflict', `${reference} is closed already`);
  const { now } = desk;
  await tx
    .updateTable('tickets')
    .set({
      ...{ state: 'closed', changed_at: now, closed_at: now },
      ...{ waiting_since: null, goal_at: null },
    })
    .where('id', '=', ticketId)
    .execute();
  const name = by.author === 'operator' ? by.name : `customer:${accountId ?? ticket.email}`;
  await clearNotices(tx, TICKET_NOTICE, [`ticket:${reference}`], { now, by: name.slice(0, 100) });
  if (by.author === 'writer') return;
  if (accountId === null) {
    await writeLetter(tx, desk, 'closed', { ...ticket, token: tokenOf(desk.vault, reference) });
    return;
  }
  const about = { accountId, subject: `ticket:${reference}`, data: { reference, about: subject } };
  await recordAccountEvents(tx, [{ type: 'ticket.closed', ...about }], now);
}
