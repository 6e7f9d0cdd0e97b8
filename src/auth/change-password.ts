import { checkPassword, hashPassword, setPassword } from '#accounts/index.ts';
import type { App } from '#platform/app.ts';
import { checkPresent, type CheckedPresent } from './check-present.ts';
import { sessionCookie } from './cookies.ts';
import { mailUser } from './mails/mail-user.ts';
import { hashToken, newToken } from './session-token.ts';
import { SESSION_LIFE, type Client, type Site, type Visitor } from './visitor.ts';

export type PasswordChanged =
  | { kind: 'changed'; cookies: string[] }
  | Exclude<CheckedPresent, { kind: 'right' }>;

/**
 * Changes a password by the present one. The other sessions end, this one gets another token.
 * Refuses `invalid_parameter` (the new password).
 */
export async function changePassword(
  app: App,
  site: Site,
  client: Client,
  visitor: Visitor,
  { present, password }: { present: string; password: string },
): Promise<PasswordChanged> {
  checkPassword(password, [visitor.email, visitor.name, site.name]);
  const checked = await checkPresent(app, client, visitor, present);
  if (checked.kind !== 'right') return checked;
  const hash = await hashPassword(password);
  const token = newToken();
  await app.transact(async (tx) => {
    await setPassword(tx, visitor.accountId, hash, { keep: visitor.sessionId });
    await tx
      .updateTable('sessions')
      .set({ token: hashToken(token) })
      .where('id', '=', visitor.sessionId)
      .execute();
    await tx.deleteFrom('mail_tokens').where('user_id', '=', visitor.userId).execute();
    await mailUser(tx, app, site, visitor, 'password-changed');
  });
  const lifeS = SESSION_LIFE.customer.wholeMs / 1_000;
  return { kind: 'changed', cookies: [sessionCookie(app, site, token, lifeS)] };
}
