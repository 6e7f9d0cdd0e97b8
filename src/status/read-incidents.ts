import type { Db } from '#platform/db/types.ts';
import { DAY_MS, type Component, type ProbeState } from './status.ts';

/** What an operator says on the status page. */
export type PublicNote = { at: Date; text: string };

export type Incident = {
  id: number;
  component: Component;
  worst: ProbeState;
  openedAt: Date;
  /** Null: it goes on. */
  closedAt: Date | null;
  notes: readonly PublicNote[];
};

const SHOWN_DAYS = 90;
const MOST = 100;

/** The incidents of 90 days, and those that go on, the newest first; and notes about no incident. */
export async function readIncidents(
  db: Db,
  now: Date,
): Promise<{ incidents: Incident[]; notes: PublicNote[] }> {
  const since = new Date(now.getTime() - SHOWN_DAYS * DAY_MS);
  const rows = await db
    .selectFrom('status_incidents')
    .selectAll()
    .where((where) => where.or([where('opened_at', '>', since), where('closed_at', 'is', null)]))
    .orderBy('opened_at', 'desc')
    .limit(MOST)
    .execute();
  const notes = await db
    .selectFrom('status_notes')
    .select(['incident_id', 'text', 'at'])
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .limit(MOST)
    .execute();
  return {
    incidents: rows.map((row) => ({
      id: row.id,
      component: row.component as Component,
      worst: row.worst,
      openedAt: row.opened_at,
      closedAt: row.closed_at,
      notes: notes.filter((note) => note.incident_id === row.id).map(publicNote),
    })),
    notes: notes.filter((note) => note.incident_id === null).map(publicNote),
  };
}

const publicNote = ({ at, text }: PublicNote): PublicNote => ({ at, text });
