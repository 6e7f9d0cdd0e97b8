import { randomBytes } from 'node:crypto';
import { argon2id } from './argon2id.ts';

// OWASP's first choice for argon2id (reliability.md S2).
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16; // RFC 9106
const HASH_BYTES = 32;

/**
 * Hashes a password with a fresh salt into an argon2id PHC string. It has no opinion on the
 * password itself, because sign-in hashes what strangers type to answer in equal time. Refuses
 * `rate_limited` when too many are waiting.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await argon2id({
    message: password.normalize('NFKC'),
    nonce: salt,
    memory: MEMORY_KIB,
    passes: PASSES,
    parallelism: LANES,
    tagLength: HASH_BYTES,
  });
  const settings = `m=${MEMORY_KIB},t=${PASSES},p=${LANES}`;
  return `$argon2id$v=19$${settings}$${unpadded(salt)}$${unpadded(hash)}`;
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
