import { verifyPassword } from '#accounts/index.ts';
import type { App } from '#platform/app.ts';
import { takeForm } from './public-form.ts';
import { recordSignIn } from './record-sign-in.ts';
import { forgetTries, ofPassword, takeTry } from './throttle.ts';
import type { Client, Visitor } from './visitor.ts';

export type CheckedPresent =
  | { kind: 'right' }
  | { kind: 'refused' }
  | { kind: 'throttled'; retryAt: Date; spent: boolean };

/**
 * Whether somebody who is signed in knows their present password. Wrong tries count with those of
 * signing in, and right ones with its sender's forms: each costs a hash that others wait for.
 */
export async function checkPresent(
  app: App,
  client: Client,
  visitor: Pick<Visitor, 'userId' | 'email'>,
  password: string,
): Promise<CheckedPresent> {
  const { userId } = visitor;
  const full = await takeForm(app, 'prove', client);
  if (full) return { kind: 'throttled', retryAt: full, spent: false };
  const now = new Date(app.clock.now());
  const subject = ofPassword(visitor.email);
  const wait = await app.transact((tx) => takeTry(tx, app.vault, subject, now));
  if (wait) return { kind: 'throttled', ...wait };
  const row = await app.db
    .selectFrom('credentials')
    .select('password')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  const isRight = await verifyPassword(row?.password ?? undefined, password);
  await app.transact(async (tx) => {
    if (isRight) return forgetTries(tx, app.vault, [subject]);
    const tried = { userId, outcome: 'wrong_password', method: 'password' } as const;
    return recordSignIn(tx, client, now, tried);
  });
  return { kind: isRight ? 'right' : 'refused' };
}
