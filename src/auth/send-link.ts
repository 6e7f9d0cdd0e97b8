import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { issueToken } from './mail-token.ts';
import { mailUser } from './mails/mail-user.ts';
import type { MailKind } from './mails/words.ts';
import type { Site } from './visitor.ts';
import type { User } from './find-user.ts';

const HOUR_MS = 3_600_000;
const MOST_AN_HOUR = 4; // whoever asks more often is not reading the box

const WRITTEN = reading<{ written: bigint }>(
  'auth-mails-written',
  `select count(*) as written from (
     select created_at from mails where recipient = $1 and kind = $3 order by id desc limit 20) recent
   where created_at > $2`,
);

/**
 * Mails that strangers can have sent to somebody are few, so that nobody is flooded by them. Each
 * kind counts by itself: by asking for one, nobody keeps its person from the link of another.
 */
export async function mayMail(db: Db, email: string, kind: MailKind, now: Date): Promise<boolean> {
  const [row] = await db.rows(WRITTEN, [email, new Date(now.getTime() - HOUR_MS), kind]);
  return Number(row?.written ?? 0) < MOST_AN_HOUR;
}

/** Mails the link that proves an address, unless too many were mailed to it. */
export async function sendVerifyLink(tx: Tx, app: App, site: Site, user: User): Promise<void> {
  const now = new Date(app.clock.now());
  if (!(await mayMail(tx, user.email, 'verify', now))) return;
  const proof = { userId: user.id, email: user.email };
  const { token, expiresAt } = await issueToken(tx, 'verify', proof, now);
  await mailUser(tx, app, site, user, 'verify', { path: `/verify?token=${token}`, expiresAt });
}
