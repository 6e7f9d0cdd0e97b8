import type { Db } from '../db/types.ts';
import type { Notice } from './notice.ts';

export type OpenNotice = Notice & { id: bigint; times: number; firstAt: Date; lastAt: Date };

const MOST = 200;

/** What is open, the gravest and then the newest first. */
export async function listNotices(db: Db): Promise<OpenNotice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('cleared_at', 'is', null)
    .orderBy('severity', 'desc')
    .orderBy('last_at', 'desc')
    .limit(MOST)
    .execute();
  return rows.map(({ id, kind, subject, severity, text, times, first_at, last_at }) => ({
    id,
    kind,
    subject,
    severity,
    text,
    times,
    firstAt: first_at,
    lastAt: last_at,
  }));
}
