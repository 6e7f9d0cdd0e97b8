import type { App } from '#platform/app.ts';
import { reading, writing } from '#platform/db/statement.ts';
import { readToken } from './cookies.ts';
import { hashToken } from './session-token.ts';
import { FRESH_MS, SESSION_LIFE, type Role, type Site, type Visitor } from './visitor.ts';

type Row = {
  id: string;
  user_id: string;
  account_id: number;
  email: string;
  name: string;
  role: Role;
  email_verified: boolean;
  locale: string;
  time_zone: string;
  created_at: Date;
  seen_at: Date;
  proved_at: Date;
  expires_at: Date;
  pending: boolean;
};

const FIND = reading<Row>(
  'auth-find-session',
  `select s.id, s.user_id, u.account_id, u.email, u.name, u.role, u.email_verified, u.locale,
          u.time_zone, s.created_at, s.seen_at, s.proved_at, s.expires_at, s.pending
   from sessions s
   join users u on u.id = s.user_id
   join accounts a on a.id = u.account_id
   where s.token = $1 and a.suspended_at is null`,
);

const SEE = writing('auth-see-session', 'update sessions set seen_at = $2 where id = $1');

const SEEN_EVERY_MS = 60_000; // a fifteenth of the shortest idle time
// Whoever does not bring the code within that time begins again with the password.
const PENDING_MS = 10 * 60_000;

/**
 * Who the cookie belongs to, by one indexed read, so that an ended session ends at once in every
 * process. Null without a session, after its time, for a suspended account, and while the second
 * factor is owed. Prolongs the session at most once a minute.
 */
export async function readSession(app: App, site: Site, headers: Headers): Promise<Visitor | null> {
  const row = await findSession(app, site, headers);
  if (!row || row.pending) return null;
  const now = app.clock.now();
  if (now - row.seen_at.getTime() >= SEEN_EVERY_MS) {
    await app.transact((tx) => tx.run(SEE, [row.id, new Date(now)]));
  }
  return toVisitor(row, now);
}

/** Whose password was right a moment ago and who now owes the second factor. */
export async function readPending(
  app: App,
  site: Site,
  headers: Headers,
): Promise<{ sessionId: string; userId: string; email: string; locale: string } | null> {
  const row = await findSession(app, site, headers);
  if (!row?.pending || app.clock.now() - row.created_at.getTime() >= PENDING_MS) return null;
  return { sessionId: row.id, userId: row.user_id, email: row.email, locale: row.locale };
}

async function findSession(app: App, site: Site, headers: Headers): Promise<Row | undefined> {
  const token = readToken(app, site, headers);
  if (token === undefined) return undefined;
  const [row] = await app.db.rows(FIND, [hashToken(token)]);
  return row && isAlive(row, app.clock.now()) ? row : undefined;
}

export type SessionTimes = Pick<Row, 'role' | 'created_at' | 'seen_at' | 'expires_at'>;

/** Whether a session's time is not up. */
export const isAlive = (row: SessionTimes, now: number): boolean =>
  row.expires_at.getTime() > now &&
  now - row.seen_at.getTime() < SESSION_LIFE[row.role].idleMs &&
  now - row.created_at.getTime() < SESSION_LIFE[row.role].wholeMs;

const toVisitor = (row: Row, now: number): Visitor => ({
  userId: row.user_id,
  accountId: row.account_id,
  sessionId: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  verified: row.email_verified,
  locale: row.locale,
  timeZone: row.time_zone,
  signedInAt: row.created_at,
  provedAt: row.proved_at,
  fresh: now - row.proved_at.getTime() < FRESH_MS,
});
