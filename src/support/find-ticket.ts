import type { Db } from '#platform/db/types.ts';
import type { Vault } from '#platform/vault.ts';
import { selectTickets, toTicket } from './select-tickets.ts';
import { isTokenOf } from './token.ts';
import type { Ticket, TicketFile, TicketLinks, TicketMessage } from './ticket.ts';

export type ReadTicket = Ticket & {
  messages: (TicketMessage & { files: TicketFile[] })[];
  links: TicketLinks;
};

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
  const [messages, files, links] = await Promise.all([
    readMessages(db, row.id),
    listFiles(db, row.id),
    readLinks(db, row.id),
  ]);
  const byMessage = Map.groupBy(files, ({ messageId }) => messageId);
  return {
    ...toTicket(row),
    links,
    messages: messages.map((one) => ({ ...one, files: byMessage.get(one.id) ?? [] })),
  };
}

const readMessages = (db: Db, ticketId: bigint) =>
  db
    .selectFrom('ticket_messages')
    .select(['id', 'author', 'author_name as authorName', 'body', 'at', 'goal_at as goalAt'])
    .where('ticket_id', '=', ticketId)
    .orderBy('id')
    .execute();

const listFiles = (db: Db, ticketId: bigint): Promise<TicketFile[]> =>
  db
    .selectFrom('ticket_files')
    .select(['id', 'message_id as messageId', 'name', 'type', 'bytes', 'removed_at as removedAt'])
    .where('ticket_id', '=', ticketId)
    .orderBy('message_id')
    .orderBy('name')
    .execute();

async function readLinks(db: Db, ticketId: bigint): Promise<TicketLinks> {
  const rows = await db
    .selectFrom('ticket_links')
    .select(['kind', 'target'])
    .where('ticket_id', '=', ticketId)
    .orderBy('target')
    .execute();
  const of = (kind: string) =>
    rows.filter((row) => row.kind === kind).map(({ target }) => Number(target));
  return { order: of('order'), payment: of('payment'), delivery: of('delivery') };
}
