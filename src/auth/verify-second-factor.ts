import type { App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { sessionCookie } from './cookies.ts';
import { findUser } from './find-user.ts';
import { mailUser } from './mails/mail-user.ts';
import { takeForm } from './public-form.ts';
import { readPending } from './read-session.ts';
import { countRecoveryCodes } from './recovery-codes.ts';
import { recordSignIn } from './record-sign-in.ts';
import { hashToken, newToken } from './session-token.ts';
import { welcome, type SignedIn } from './sign-in.ts';
import { takeCode } from './take-code.ts';
import { SESSION_LIFE, type Client, type Site } from './visitor.ts';

export type SecondFactor = SignedIn | { kind: 'expired' };

const PROMOTE = writing<{ id: string }>(
  'auth-promote-session',
  `update sessions set pending = false, token = $2, seen_at = $3, proved_at = $3, updated_at = $3
   where id = $1 and pending returning id`,
);

/**
 * Ends a sign-in by the code of an app or a recovery code, each of which works once, also when it is
 * sent twice at the same moment. The session gets another token. Wrong codes wait longer each time.
 */
export async function verifySecondFactor(
  app: App,
  site: Site,
  client: Client,
  code: string,
): Promise<SecondFactor> {
  const pending = await readPending(app, site, client.headers);
  if (!pending) return { kind: 'expired' };
  const full = await takeForm(app, 'sign-in', client);
  if (full) return { kind: 'throttled', retryAt: full, spent: false };
  const { userId, sessionId } = pending;
  const now = new Date(app.clock.now());
  return app.transact(async (tx): Promise<SecondFactor> => {
    const taken = await takeCode(tx, app, userId, code);
    if (!taken || 'wait' in taken) {
      const outcome = taken ? 'throttled' : 'wrong_code';
      await recordSignIn(tx, client, now, { userId, outcome, method: 'code' });
      return taken ? { kind: 'throttled', ...taken.wait } : { kind: 'refused' };
    }
    const { method } = taken;
    const token = newToken();
    const promoted = await tx.run(PROMOTE, [sessionId, hashToken(token), now]);
    if (promoted.length === 0) return { kind: 'expired' };
    await welcome(tx, app, site, client, { userId, method });
    if (method === 'recovery') await tellOfRecovery(tx, app, site, userId);
    const lifeS = SESSION_LIFE.customer.wholeMs / 1_000;
    return { kind: 'signed_in', cookies: [sessionCookie(app, site, token, lifeS)] };
  });
}

async function tellOfRecovery(tx: Tx, app: App, site: Site, userId: string): Promise<void> {
  const user = await findUser(tx, { id: userId });
  const count = await countRecoveryCodes(tx, userId);
  if (user) await mailUser(tx, app, site, user, 'recovery-code-used', { count });
}
