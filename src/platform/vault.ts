import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { AppError } from '#lib/errors.ts';

/** Seals secrets that must be read back (provider keys) with AES-256-GCM. */
export type Vault = {
  seal(plain: string): Buffer;
  open(sealed: Buffer): string;
  /** SHA-256 keyed by the secret, another key for each purpose: a dump cannot be tried against it. */
  mac(purpose: string, text: string): Buffer;
};

const VERSION = 1;
const NONCE_BYTES = 12; // what GCM is specified for
const TAG_BYTES = 16;

/** Sealed form: version, nonce, tag, ciphertext. Opening under another secret is refused. */
export function openVault(secret: string): Vault {
  const key = createHash('sha256').update(`notpanel vault v1\0${secret}`).digest();
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), text]);
    },
    open(sealed) {
      try {
        if (sealed[0] !== VERSION) throw new Error('unknown version');
        const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
        const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
        const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(tag);
        const text = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES);
        return decipher.update(text, undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        const why = 'a stored secret cannot be opened: was NOTPANEL_SECRET changed?';
        throw new AppError('internal', why, { cause });
      }
    },
    mac(purpose, text) {
      return createHmac('sha256', key).update(`${purpose}\0${text}`).digest();
    },
  };
}
