import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Method } from './record-sign-in.ts';
import { takeRecoveryCode } from './recovery-codes.ts';
import { takeTotp } from './take-totp.ts';
import { forgetTries, ofFactor, takeTry, type Wait } from './throttle.ts';

export type TakenCode = { method: Method } | { wait: Wait } | undefined;

/**
 * Uses up the code of an app or a recovery code, and says which it was; undefined for a wrong one.
 * Wrong codes of an app wait longer each time. Recovery codes do not: nobody guesses 80 bits, and
 * whoever has one gets in also while somebody else spends the tries of their app.
 */
export async function takeCode(tx: Tx, app: App, userId: string, code: string): Promise<TakenCode> {
  const digits = code.replace(/\s/g, '');
  if (!SIX_DIGITS.test(digits)) {
    const isTaken = await takeRecoveryCode(tx, app.vault, userId, code);
    return isTaken ? { method: 'recovery' } : undefined;
  }
  const wait = await takeTry(tx, app.vault, ofFactor(userId), new Date(app.clock.now()));
  if (wait) return { wait };
  if (!(await takeTotp(tx, app, userId, digits))) return undefined;
  await forgetTries(tx, app.vault, [ofFactor(userId)]);
  return { method: 'code' };
}

const SIX_DIGITS = /^\d{6}$/;
