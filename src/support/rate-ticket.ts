import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { clean } from './check-ticket.ts';

export type Rating = {
  reference: string;
  accountId: number;
  /** 1 to 5. */
  rating: number;
  note: string;
};

export const LONGEST_NOTE = 500; // tickets_rating_note_is_short

/**
 * Keeps what the writer of a closed ticket thinks of the help, once. Refuses `invalid_parameter`
 * (`rating`, `note`), `not_found`, and `conflict` if it is not closed or was rated.
 */
export async function rateTicket(tx: Tx, given: Rating, now: Date): Promise<void> {
  const { reference, accountId, rating } = given;
  if (![1, 2, 3, 4, 5].includes(rating)) {
    throw new AppError('invalid_parameter', 'a rating is 1 to 5', { parameter: 'rating' });
  }
  const note = clean(given.note, true);
  if (note.length > LONGEST_NOTE) {
    const most = `the note is longer than ${LONGEST_NOTE} characters`;
    throw new AppError('invalid_parameter', most, { parameter: 'note' });
  }
  const rated = await tx
    .updateTable('tickets')
    .set({ rating, rating_note: note === '' ? null : note, rated_at: now })
    .where('reference', '=', reference.toUpperCase())
    .where('account_id', '=', accountId)
    .where('state', '=', 'closed')
    .where('rating', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (rated) return;
  const there = await tx
    .selectFrom('tickets')
    .select('id')
    .where('reference', '=', reference.toUpperCase())
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (!there) throw new AppError('not_found', 'there is no such ticket');
  throw new AppError('conflict', 'it is not closed, or was rated before');
}
