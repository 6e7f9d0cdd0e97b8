import type { Db } from '#platform/db/types.ts';
import { selectTickets, toTicket } from './select-tickets.ts';
import type { Ticket, TicketKind, TicketState } from './ticket.ts';

export type TicketsWanted = {
  state?: TicketState | undefined;
  kind?: TicketKind | undefined;
  accountId?: number | undefined;
  /** Older than this one: the next page. */
  beforeId?: bigint | undefined;
  limit: number;
};

/** The newest first. */
export async function listTickets(db: Db, wanted: TicketsWanted): Promise<Ticket[]> {
  const { state, kind, accountId, beforeId, limit } = wanted;
  let query = selectTickets(db).orderBy('id', 'desc').limit(limit);
  if (state !== undefined) query = query.where('state', '=', state);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (accountId !== undefined) query = query.where('account_id', '=', accountId);
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  return (await query.execute()).map(toTicket);
}
