import type { Db } from '#platform/db/types.ts';
import type { TicketPriority } from './ticket.ts';

/** How many minutes an answer is meant to take, by priority; one without a goal is not among them. */
export async function listGoals(db: Db): Promise<ReadonlyMap<TicketPriority, number>> {
  const rows = await db.selectFrom('ticket_goals').selectAll().execute();
  return new Map(rows.map((row) => [row.priority, row.answer_minutes]));
}
