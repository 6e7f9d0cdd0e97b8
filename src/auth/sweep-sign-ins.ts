import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const KEPT_MS = 180 * 86_400_000; // half a year of who tried to sign in

const OVER = [
  writing('auth-sweep-sessions', 'delete from sessions where expires_at < $1'),
  writing('auth-sweep-tokens', 'delete from mail_tokens where expires_at < $1'),
  writing('auth-sweep-challenges', 'delete from verifications where expires_at < $1'),
];
const OLD = [
  writing('auth-sweep-sign-ins', 'delete from sign_ins where at < $1'),
  writing('auth-sweep-throttles', 'delete from throttles where since < $1'),
];

/** Forgets what is over: sessions, links, challenges, and tries of half a year ago. */
export async function sweepSignIns(tx: Tx, now: Date): Promise<void> {
  for (const sweep of OVER) await tx.run(sweep, [now]);
  const old = new Date(now.getTime() - KEPT_MS);
  for (const sweep of OLD) await tx.run(sweep, [old]);
}
