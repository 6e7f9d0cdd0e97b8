import type { Tx } from '#platform/db/types.ts';

// As the privacy policy says that we ship.
const NETWORKS_KEPT_MS = 7 * 86_400_000;
const TICKETS_KEPT_MS = 3 * 365 * 86_400_000;
// What a screenshot showed has been settled by then.
const FILES_KEPT_MS = 365 * 86_400_000;

/**
 * Forgets where messages came from after a week, files after a year, and conversations three years
 * after their end.
 */
export async function sweepTickets(tx: Tx, now: Date): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  await tx
    .updateTable('tickets')
    .set({ opened_from: null })
    .where('opened_from', 'is not', null)
    .where('opened_at', '<', before(NETWORKS_KEPT_MS))
    .execute();
  await tx
    .updateTable('ticket_files')
    .set({ body: null, removed_at: now })
    .where('removed_at', 'is', null)
    .where('created_at', '<', before(FILES_KEPT_MS))
    .execute();
  const old = before(TICKETS_KEPT_MS);
  await tx
    .deleteFrom('ticket_messages')
    .where('ticket_id', 'in', (of) =>
      of.selectFrom('tickets').select('id').where('changed_at', '<', old),
    )
    .execute();
  await tx.deleteFrom('tickets').where('changed_at', '<', old).execute();
}
