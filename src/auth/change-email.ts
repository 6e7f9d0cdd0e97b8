import { checkEmail } from '#accounts/index.ts';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { violatedConstraint } from '#platform/db/postgres-errors.ts';
import { findUser } from './find-user.ts';
import { issueToken, takeToken } from './mail-token.ts';
import { mailUser } from './mails/mail-user.ts';
import { inEqualTime } from './public-form.ts';
import { mayMail } from './send-link.ts';
import { requireFresh, type Site, type Visitor } from './visitor.ts';

/**
 * Mails a link to a new address; the old one stays until it is used. Whether somebody else has the
 * address is not told. Refuses `invalid_parameter`, `scope_missing`.
 */
export async function requestEmailChange(
  app: App,
  site: Site,
  visitor: Visitor,
  text: string,
): Promise<void> {
  requireFresh(visitor);
  const email = checkEmail(text);
  const now = new Date(app.clock.now());
  await inEqualTime(() =>
    app.transact(async (tx) => {
      if (await findUser(tx, { email })) return;
      if (!(await mayMail(tx, email, 'email-change', now))) return;
      const proof = { userId: visitor.userId, email };
      const { token, expiresAt } = await issueToken(tx, 'email', proof, now);
      const path = `/verify?change=${token}`;
      await mailUser(tx, app, site, { ...visitor, email }, 'email-change', { path, expiresAt });
    }),
  );
}

/**
 * Takes the new address, and tells the old one; false for a link that is unknown, used, old or not
 * of whoever is signed in. Refuses `conflict` when somebody has the address by now.
 */
export async function confirmEmailChange(
  app: App,
  site: Site,
  visitor: Visitor,
  token: string,
): Promise<boolean> {
  const now = new Date(app.clock.now());
  try {
    return await app.transact(async (tx) => {
      const proof = await takeToken(tx, ['email'], token, now);
      if (!proof) return false;
      // Another's link stays theirs: the transaction is undone.
      if (proof.userId !== visitor.userId) throw notYours();
      await tx
        .updateTable('users')
        .set({ email: proof.email, email_verified: true, updated_at: now })
        .where('id', '=', visitor.userId)
        .execute();
      await tx
        .updateTable('accounts')
        .set({ email: proof.email })
        .where('id', '=', visitor.accountId)
        .execute();
      await tx.deleteFrom('mail_tokens').where('user_id', '=', visitor.userId).execute();
      await mailUser(tx, app, site, visitor, 'email-changed', { email: proof.email });
      return true;
    });
  } catch (error) {
    if (violatedConstraint(error) !== undefined) {
      throw new AppError('conflict', 'somebody has this address by now', { parameter: 'email' });
    }
    if (error instanceof AppError && error.code === 'not_found') return false;
    throw error;
  }
}

const notYours = () => new AppError('not_found', 'this link is of another account');
