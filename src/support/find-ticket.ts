import type { Db } from '#platform/db/types.ts';
import type { Vault } from '#platform/vault.ts';
import { selectTickets, toTicket } from './select-tickets.ts';
import { isTokenOf } from './token.ts';
import type { Ticket, TicketMessage } from './ticket.ts';

export type ReadTicket = Ticket & { messages: TicketMessage[] };

/** By what lets one in: the token of its link, or the account that wrote it; an operator needs none. */
export type Access = { token: string; vault: Vault } | { accountId: number } | 'operator';

/** A ticket with its messages, oldest first; undefined where it is not there for the asker. */
export async function findTicket(
  db: Db,
  reference: string,
  access: Access,
): Promise<ReadTicket | undefined> {
  const name = reference.toUpperCase();
  if (access !== 'operator' && 'token' in access) {
    if (!isTokenOf(access.vault, name, access.token)) return undefined;
  }
  let query = selectTickets(db).where('reference', '=', name);
  if (access !== 'operator' && 'accountId' in access) {
    query = query.where('account_id', '=', access.accountId);
  }
  const row = await query.executeTakeFirst();
  if (!row) return undefined;
  const messages = await db
    .selectFrom('ticket_messages')
    .select(['id', 'author', 'author_name as authorName', 'body', 'at'])
    .where('ticket_id', '=', row.id)
    .orderBy('id')
    .execute();
  return { ...toTicket(row), messages };
}
