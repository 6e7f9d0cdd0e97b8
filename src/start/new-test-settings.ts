import { randomBytes } from 'node:crypto';
import { SECRET_PREFIX } from '#lib/signature.ts';

const KEY_BYTES = 24;
const SECRET_BYTES = 32;
const NOWHERE = 'http://127.0.0.1:9'; // the discard port, until a panel that runs says where it is

/** Settings of a test gateway, with a key and a secret of its own. */
export const newTestSettings = ({ demo }: { demo: boolean }) => ({
  url: NOWHERE,
  apiKey: randomBytes(KEY_BYTES).toString('hex'),
  webhookSecret: `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`,
  demo,
});
