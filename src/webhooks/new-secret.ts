import { randomBytes } from 'node:crypto';
import { SECRET_PREFIX } from '#lib/signature.ts';

const SECRET_BYTES = 32; // reliability.md 6.2

export const newSecret = (): string => SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64');
