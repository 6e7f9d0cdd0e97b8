import { verifyPassword } from '#accounts/index.ts';
import type { App } from '#platform/app.ts';
import { readToken, takeToken } from './mail-token.ts';
import { takeForm } from './public-form.ts';
import { signIn, type SignedIn } from './sign-in.ts';
import { forgetTries, ofPassword, takeTry } from './throttle.ts';
import type { Client, Site } from './visitor.ts';

export type Verified = SignedIn | { kind: 'bad_link' };

/**
 * Proves the address of a new account by its link and signs in. It asks for the password too:
 * otherwise somebody could open an account for another's address and have its owner prove it. A
 * wrong password leaves the link as it is; a right one uses it up, once.
 */
export async function verifyEmail(
  app: App,
  site: Site,
  client: Client,
  { token, password }: { token: string; password: string },
): Promise<Verified> {
  const full = await takeForm(app, 'token', client);
  if (full) return { kind: 'throttled', retryAt: full, spent: false };
  const now = new Date(app.clock.now());
  const proof = await readToken(app.db, ['verify'], token, now);
  if (!proof) return { kind: 'bad_link' };
  const wait = await app.transact((tx) => takeTry(tx, app.vault, ofPassword(proof.email), now));
  if (wait) return { kind: 'throttled', ...wait };
  const hash = await passwordOf(app, proof.userId);
  if (!(await verifyPassword(hash, password))) return { kind: 'refused' };
  const isProved = await app.transact(async (tx) => {
    const taken = await takeToken(tx, ['verify'], token, now);
    if (!taken) return false;
    const proved = await tx
      .updateTable('users')
      .set({ email_verified: true, updated_at: now })
      .where('id', '=', taken.userId)
      .where('email', '=', taken.email)
      .returning('id')
      .executeTakeFirst();
    await forgetTries(tx, app.vault, [ofPassword(proof.email)]);
    return proved !== undefined;
  });
  return isProved
    ? signIn(app, site, client, { email: proof.email, password })
    : { kind: 'bad_link' };
}

async function passwordOf(app: App, userId: string): Promise<string | undefined> {
  const row = await app.db
    .selectFrom('credentials')
    .select('password')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? undefined;
}
