import { AppError } from '#lib/errors.ts';
import { isGuessable } from './guessable.ts';

// ASVS 5.0, 6.2.1 asks for 8; the upper bound is better-auth's own.
const SHORTEST = 8;
const LONGEST = 128;

/**
 * Refuses a new password with `invalid_parameter`: too short, too long, or among the first that
 * anybody would try, which `context` adds to (the address, the name, the shop).
 */
export function checkPassword(password: string, context: readonly string[] = []): void {
  const { length } = password.normalize('NFKC');
  if (length < SHORTEST || length > LONGEST) {
    throw refused(`a password has ${SHORTEST} to ${LONGEST} characters`);
  }
  if (isGuessable(password, context)) {
    throw refused('this password is among the first that are tried: choose another');
  }
}

const refused = (text: string) =>
  new AppError('invalid_parameter', text, { parameter: 'password' });
