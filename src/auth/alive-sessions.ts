import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import { isAlive, type SessionTimes } from './read-session.ts';

const FIND = reading<SessionTimes & { id: string }>(
  'auth-alive-sessions',
  `select s.id, u.role, s.created_at, s.seen_at, s.expires_at
   from sessions s
   join users u on u.id = s.user_id
   join accounts a on a.id = u.account_id
   where s.id = any ($1::text[]) and not s.pending and a.suspended_at is null`,
);

/** Which of these sessions have not ended, by one read and without prolonging them. */
export async function aliveSessions(app: App, ids: readonly string[]): Promise<Set<string>> {
  const rows = await app.db.rows(FIND, [ids]);
  const now = app.clock.now();
  return new Set(rows.flatMap((row) => (isAlive(row, now) ? [row.id] : [])));
}
