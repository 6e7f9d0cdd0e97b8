import { checkPassword, hashPassword, setPassword } from '#accounts/index.ts';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { findUser } from './find-user.ts';
import { readToken, takeToken } from './mail-token.ts';
import { mailUser } from './mails/mail-user.ts';
import { takeForm } from './public-form.ts';
import { forgetTries, ofPassword } from './throttle.ts';
import type { Client, Site } from './visitor.ts';

/**
 * Sets a new password by a mailed link, once; false for a link that is unknown, used or old. It ends
 * every session, proves the address, and opens none: whoever has a second factor still needs it.
 * Refuses `invalid_parameter` (password), which leaves the link as it is, and `rate_limited`.
 */
export async function resetPassword(
  app: App,
  site: Site,
  client: Client,
  { token, password }: { token: string; password: string },
): Promise<boolean> {
  if (await takeForm(app, 'token', client)) {
    throw new AppError('rate_limited', 'too many tries from one address: try again in a minute');
  }
  const now = new Date(app.clock.now());
  const proof = await readToken(app.db, ['reset'], token, now);
  if (!proof) return false;
  checkPassword(password, [proof.email, site.name]);
  const hash = await hashPassword(password);
  return app.transact(async (tx) => {
    const taken = await takeToken(tx, ['reset'], token, now);
    const user = taken && (await findUser(tx, { id: taken.userId }));
    if (!user || user.email !== taken.email) return false;
    await setPassword(tx, user.accountId, hash);
    await tx
      .updateTable('users')
      .set({ email_verified: true, updated_at: now })
      .where('id', '=', user.id)
      .execute();
    await tx.deleteFrom('mail_tokens').where('user_id', '=', user.id).execute();
    await forgetTries(tx, app.vault, [ofPassword(user.email)]);
    await mailUser(tx, app, site, user, 'password-changed');
    return true;
  });
}
