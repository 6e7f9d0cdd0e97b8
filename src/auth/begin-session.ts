import type { App } from '#platform/app.ts';
import { SESSION_LIFE, type Role } from './visitor.ts';

/** How a session begins: until when, and whether a second factor is owed before it counts. */
export async function beginSession(app: App, userId: string, byPasskey: boolean) {
  const user = await app.db
    .selectFrom('users as u')
    .leftJoin('two_factors as f', 'f.user_id', 'u.id')
    .select(['u.role', 'f.confirmed_at'])
    .where('u.id', '=', userId)
    .executeTakeFirstOrThrow();
  const now = app.clock.now();
  const { wholeMs } = SESSION_LIFE[user.role as Role];
  const moment = new Date(now);
  return {
    createdAt: moment,
    updatedAt: moment,
    seenAt: moment,
    provedAt: moment,
    expiresAt: new Date(now + wholeMs),
    pending: !byPasskey && user.confirmed_at !== null,
    method: byPasskey ? 'passkey' : 'password',
  };
}
