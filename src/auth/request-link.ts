import { checkEmail } from '#accounts/index.ts';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { findUser } from './find-user.ts';
import { issueToken } from './mail-token.ts';
import { mailUser } from './mails/mail-user.ts';
import { inEqualTime, takeForm } from './public-form.ts';
import { mayMail, sendVerifyLink } from './send-link.ts';
import type { Client, Site } from './visitor.ts';

/**
 * Mails a link to whoever has this address: one that sets a new password, or, where the address is
 * yet to be proved, one that proves it. The caller learns nothing of whether anybody has it. Refuses
 * `invalid_parameter` (not an address) and `rate_limited`.
 */
export async function requestLink(
  app: App,
  site: Site,
  client: Client,
  form: { purpose: 'reset' | 'verify'; email: string },
): Promise<void> {
  const email = checkEmail(form.email);
  if (await takeForm(app, 'mail', client)) {
    throw new AppError('rate_limited', 'too many tries from one address: try again in a minute');
  }
  await inEqualTime(() =>
    app.transact(async (tx) => {
      const user = await findUser(tx, { email });
      if (!user) return;
      if (form.purpose === 'reset') await sendResetLink(tx, app, site, user);
      else if (!user.verified) await sendVerifyLink(tx, app, site, user);
    }),
  );
}

async function sendResetLink(
  tx: Tx,
  app: App,
  site: Site,
  user: NonNullable<Awaited<ReturnType<typeof findUser>>>,
): Promise<void> {
  const now = new Date(app.clock.now());
  if (!(await mayMail(tx, user.email, 'reset', now))) return;
  const proof = { userId: user.id, email: user.email };
  const { token, expiresAt } = await issueToken(tx, 'reset', proof, now);
  await mailUser(tx, app, site, user, 'reset', { path: `/reset?token=${token}`, expiresAt });
}
