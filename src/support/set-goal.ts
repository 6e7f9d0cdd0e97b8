import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import type { TicketPriority } from './ticket.ts';

const LEAST_MINUTES = 5; // ticket_goals_are_of_use
const MOST_MINUTES = 30 * 24 * 60;

/**
 * Says how soon tickets of a priority are meant to be answered, from the next message on; null
 * promises nothing. Refuses `invalid_parameter` outside of 5 minutes to 30 days.
 */
export async function setGoal(
  tx: Tx,
  priority: TicketPriority,
  minutes: number | null,
): Promise<void> {
  if (minutes === null) {
    await tx.deleteFrom('ticket_goals').where('priority', '=', priority).execute();
    return;
  }
  if (!Number.isInteger(minutes) || minutes < LEAST_MINUTES || minutes > MOST_MINUTES) {
    throw new AppError('invalid_parameter', 'a goal is between 5 minutes and 30 days', {
      parameter: 'minutes',
    });
  }
  await tx
    .insertInto('ticket_goals')
    .values({ priority, answer_minutes: minutes })
    .onConflict((of) => of.column('priority').doUpdateSet({ answer_minutes: minutes }))
    .execute();
}
