import { AppError } from '#lib/errors.ts';
import { actorName, type Actor } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';

export type StatusNote = { text: string; incidentId?: number; actor: Actor };

const LONGEST = 1_000; // status_notes_text_is_short

/** Tells visitors of the status page something, of an incident or in general. Refuses `not_found`, `invalid_parameter`. */
export async function noteStatus(
  tx: Tx,
  { text, incidentId, actor }: StatusNote,
  now: Date,
): Promise<{ id: number }> {
  const said = text.trim();
  if (said === '' || said.length > LONGEST) {
    throw new AppError('invalid_parameter', `use 1 to ${LONGEST} characters`, {
      parameter: 'text',
    });
  }
  if (incidentId !== undefined) {
    const known = await tx
      .selectFrom('status_incidents')
      .select('id')
      .where('id', '=', incidentId)
      .executeTakeFirst();
    if (!known) throw new AppError('not_found', `there is no incident ${incidentId}`);
  }
  return tx
    .insertInto('status_notes')
    .values({ incident_id: incidentId ?? null, text: said, author: actorName(actor), at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
}
