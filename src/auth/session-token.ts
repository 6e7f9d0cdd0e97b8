import { createHash, randomBytes } from 'node:crypto';

/** What the database knows a session by: the token itself is in the cookie alone. */
export const hashToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 32; // 190 bits, and the form of better-auth's own

export function newToken(): string {
  let token = '';
  while (token.length < LENGTH) {
    for (const byte of randomBytes(LENGTH)) {
      // 248 is the largest multiple of 62 in a byte: what lies above would favour some characters.
      if (byte < 248 && token.length < LENGTH) token += ALPHABET[byte % 62];
    }
  }
  return token;
}
