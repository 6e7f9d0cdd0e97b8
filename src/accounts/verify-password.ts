import { timingSafeEqual } from 'node:crypto';
import { argon2id } from './argon2id.ts';
import { hashPassword } from './hash-password.ts';

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([\w+/]{11,86})\$([\w+/]{16,86})$/;
const MOST_MEMORY_KIB = 262_144; // 256 MiB: what a stored hash may make us spend

/**
 * Whether a password belongs to a PHC string. Without one, or with one that is not argon2id, the
 * answer is false after the same work. Refuses `rate_limited` when too many are waiting.
 */
export async function verifyPassword(phc: string | undefined, password: string): Promise<boolean> {
  const [, memory, passes, lanes, salt, hash] = PHC.exec(phc ?? '') ?? [];
  if (!salt || !hash || Number(memory) > MOST_MEMORY_KIB) {
    await hashPassword(password);
    return false;
  }
  const expected = Buffer.from(hash, 'base64');
  const actual = await argon2id({
    message: password.normalize('NFKC'),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(lanes),
    tagLength: expected.length,
  });
  return timingSafeEqual(actual, expected);
}
