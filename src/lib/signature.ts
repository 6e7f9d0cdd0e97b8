import { createHmac, timingSafeEqual } from 'node:crypto';

/** Standard Webhooks v1: HMAC-SHA256 over `id.timestamp.body`, in base64. */

export const SECRET_PREFIX = 'whsec_';
const VERSION = 'v1';
const TOLERANCE_S = 300; // what the published libraries allow, either way

/** What is signed: the header `webhook-id`, the attempt's time in seconds, the very bytes sent. */
export type SignedMessage = { id: string; timestampS: number; body: string };

/** The header `webhook-signature`: one signature per secret, with spaces between them. */
export const signMessage = (secrets: readonly string[], message: SignedMessage): string =>
  secrets.map((secret) => `${VERSION},${signature(secret, message).toString('base64')}`).join(' ');

export type Checked = 'verified' | 'headers missing' | 'too old or too new' | 'wrong signature';

/** Holds a request's headers (in lower case) and body against a secret. */
export function checkSignature(
  secret: string,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  nowS: number,
): Checked {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures) return 'headers missing';
  const timestampS = Number(timestamp);
  if (!(Math.abs(nowS - timestampS) <= TOLERANCE_S)) return 'too old or too new';
  const right = signature(secret, { id, timestampS, body });
  const isRight = signatures.split(' ').some((one) => {
    const [version, text = ''] = one.split(',');
    const given = Buffer.from(text, 'base64');
    return version === VERSION && given.length === right.length && timingSafeEqual(given, right);
  });
  return isRight ? 'verified' : 'wrong signature';
}

/** Prefixed base64, as it is shown once. */
export const isSecret = (text: string): boolean => /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(text);

const signature = (secret: string, { id, timestampS, body }: SignedMessage): Buffer =>
  createHmac('sha256', Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64'))
    .update(`${id}.${timestampS}.${body}`)
    .digest();
