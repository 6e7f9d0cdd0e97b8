import type { App } from '#platform/app.ts';
import { checkPresent } from './check-present.ts';
import { recordSignIn } from './record-sign-in.ts';
import { takeCode } from './take-code.ts';
import type { Client, Visitor } from './visitor.ts';

export type ProvedAgain =
  | { kind: 'proved' }
  /** Of those who have a second step, nobody goes on by the password alone. */
  | { kind: 'refused'; wrong: 'password' | 'code' }
  | { kind: 'throttled'; retryAt: Date; spent: boolean };

/**
 * Somebody who is signed in shows again, by what signing in asks of them, that it is they: for ten
 * minutes this opens keys, money and the ways in.
 */
export async function proveAgain(
  app: App,
  client: Client,
  visitor: Pick<Visitor, 'userId' | 'sessionId' | 'email'>,
  { password, code = '' }: { password: string; code?: string },
): Promise<ProvedAgain> {
  const present = await checkPresent(app, client, visitor, password);
  if (present.kind === 'refused') return { kind: 'refused', wrong: 'password' };
  if (present.kind === 'throttled') return present;
  const { userId, sessionId } = visitor;
  const now = new Date(app.clock.now());
  return app.transact(async (tx): Promise<ProvedAgain> => {
    const factor = await tx
      .selectFrom('two_factors')
      .select('user_id')
      .where('user_id', '=', userId)
      .where('confirmed_at', 'is not', null)
      .executeTakeFirst();
    const taken = factor
      ? await takeCode(tx, app, userId, code)
      : ({ method: 'password' } as const);
    if (!taken || 'wait' in taken) {
      const outcome = taken ? 'throttled' : 'wrong_code';
      await recordSignIn(tx, client, now, { userId, outcome, method: 'code' });
      return taken ? { kind: 'throttled', ...taken.wait } : { kind: 'refused', wrong: 'code' };
    }
    await tx.updateTable('sessions').set({ proved_at: now }).where('id', '=', sessionId).execute();
    return { kind: 'proved' };
  });
}
