import type { Db } from '#platform/db/types.ts';
import { listGoals } from './list-goals.ts';
import type { TicketPriority } from './ticket.ts';

const MINUTE_MS = 60_000;

/** When somebody who waits since then should have an answer; null where nothing is promised. */
export async function goalOf(
  db: Db,
  priority: TicketPriority,
  waitingSince: Date,
): Promise<Date | null> {
  const minutes = (await listGoals(db)).get(priority);
  return minutes === undefined ? null : new Date(waitingSince.getTime() + minutes * MINUTE_MS);
}
