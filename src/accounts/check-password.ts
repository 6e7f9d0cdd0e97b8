import { AppError } from '#lib/errors.ts';

// ASVS 5.0, 6.2.1 asks for 8; the upper bound is better-auth's own.
const SHORTEST = 8;
const LONGEST = 128;

/** Refuses a new password that is too short or too long with `invalid_parameter`. */
export function checkPassword(password: string): void {
  const { length } = password.normalize('NFKC');
  if (length >= SHORTEST && length <= LONGEST) return;
  throw new AppError('invalid_parameter', `a password has ${SHORTEST} to ${LONGEST} characters`, {
    parameter: 'password',
  });
}
