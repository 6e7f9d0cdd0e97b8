import { verifyPassword } from '#accounts/index.ts';
import type { App } from '#platform/app.ts';
import { recordSignIn } from './record-sign-in.ts';
import { forgetTries, ofPassword, takeTry } from './throttle.ts';
import type { Client, Visitor } from './visitor.ts';

export type ProvedAgain =
  | { kind: 'proved' }
  | { kind: 'refused' }
  | { kind: 'throttled'; retryAt: Date; spent: boolean };

/**
 * Somebody who is signed in shows again, by their password, that it is they: for ten minutes this
 * opens keys, money and the ways in. Wrong tries count with those of signing in.
 */
export async function proveAgain(
  app: App,
  client: Client,
  visitor: Pick<Visitor, 'userId' | 'sessionId' | 'email'>,
  password: string,
): Promise<ProvedAgain> {
  const now = new Date(app.clock.now());
  const subject = ofPassword(visitor.email);
  const wait = await app.transact((tx) => takeTry(tx, app.vault, subject, now));
  if (wait) return { kind: 'throttled', ...wait };
  const row = await app.db
    .selectFrom('credentials')
    .select('password')
    .where('user_id', '=', visitor.userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  const isRight = await verifyPassword(row?.password ?? undefined, password);
  return app.transact(async (tx) => {
    if (!isRight) {
      const { userId } = visitor;
      await recordSignIn(tx, client, now, {
        userId,
        outcome: 'wrong_password',
        method: 'password',
      });
      return { kind: 'refused' };
    }
    await forgetTries(tx, app.vault, [subject]);
    await tx
      .updateTable('sessions')
      .set({ proved_at: now })
      .where('id', '=', visitor.sessionId)
      .execute();
    return { kind: 'proved' };
  });
}
