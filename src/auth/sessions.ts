import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { noSessionCookie, readToken } from './cookies.ts';
import { hashToken } from './session-token.ts';
import { SESSION_LIFE, type Site, type Visitor } from './visitor.ts';

export type Session = {
  id: string;
  /** A browser and a system by name; empty if it said nothing. */
  client: string;
  address: string | null;
  signedInAt: Date;
  seenAt: Date;
  isThis: boolean;
};

/** The sessions of somebody that are open now, the one that was used last first. */
export async function listSessions(app: App, visitor: Visitor): Promise<Session[]> {
  const now = app.clock.now();
  const rows = await app.db
    .selectFrom('sessions')
    .select(['id', 'user_agent', 'ip_address', 'created_at', 'seen_at'])
    .where('user_id', '=', visitor.userId)
    .where('pending', '=', false)
    .where('expires_at', '>', new Date(now))
    .where('seen_at', '>', new Date(now - SESSION_LIFE[visitor.role].idleMs))
    .orderBy('seen_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    client: row.user_agent ?? '',
    address: row.ip_address || null,
    signedInAt: row.created_at,
    seenAt: row.seen_at,
    isThis: row.id === visitor.sessionId,
  }));
}

/** Ends one session of somebody at once, in every process. Refuses `not_found`. */
export async function revokeSession(app: App, visitor: Visitor, id: string): Promise<void> {
  await app.transact(async (tx) => {
    const ended = await tx
      .deleteFrom('sessions')
      .where('id', '=', id)
      .where('user_id', '=', visitor.userId)
      .returning('id')
      .executeTakeFirst();
    if (!ended) throw new AppError('not_found', 'there is no such session');
  });
}

/** Ends all sessions but this one; answers how many there were. */
export async function revokeOtherSessions(app: App, visitor: Visitor): Promise<number> {
  return app.transact(async (tx) => {
    const ended = await tx
      .deleteFrom('sessions')
      .where('user_id', '=', visitor.userId)
      .where('id', '!=', visitor.sessionId)
      .returning('id')
      .execute();
    return ended.length;
  });
}

/** Ends the session of a request, also one that is pending; answers the cookie that takes it away. */
export async function signOut(app: App, site: Site, headers: Headers): Promise<string> {
  const token = readToken(app, site, headers);
  if (token !== undefined) {
    await app.transact((tx) =>
      tx.deleteFrom('sessions').where('token', '=', hashToken(token)).execute(),
    );
  }
  return noSessionCookie(site);
}
