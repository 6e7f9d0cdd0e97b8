import { AppError } from '#lib/errors.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import type { Ticket } from './ticket.ts';

const COLUMNS = [
  'id',
  'reference',
  'kind',
  'state',
  'account_id as accountId',
  'order_id',
  'name',
  'email',
  'language',
  'subject',
  'opened_at as openedAt',
  'changed_at as changedAt',
  'closed_at as closedAt',
  'priority',
  'waiting_since as waitingSince',
  'goal_at as goalAt',
  'rating',
  'rating_note as ratingNote',
] as const;

export const selectTickets = (db: Db) => db.selectFrom('tickets').select(COLUMNS);

type Row = Omit<Ticket, 'orderId'> & { order_id: bigint | null };

export const toTicket = ({ order_id, ...row }: Row): Ticket => ({
  ...row,
  orderId: order_id === null ? null : Number(order_id),
});

/** The ticket, held until the transaction ends. Refuses `not_found`. */
export async function lockTicket(tx: Tx, id: bigint): Promise<Ticket> {
  const row = await selectTickets(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new AppError('not_found', 'there is no such ticket');
  return toTicket(row);
}
