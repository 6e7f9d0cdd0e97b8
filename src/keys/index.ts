export { changeKey } from './change-key.ts';
export { createKey } from './create-key.ts';
export { findHolder } from './find-holder.ts';
export { findKey } from './find-key.ts';
export {
  DEFAULT_REQUESTS_PER_MINUTE,
  SCOPES,
  type ApiKey,
  type Dialect,
  type IssuedKey,
  type KeyHolder,
  type KeySettings,
  type Scope,
} from './key.ts';
export { isKeyText } from './key-text.ts';
export { listKeys } from './list-keys.ts';
export { mostRequestsPerMinute } from './most-requests-per-minute.ts';
export { revokeKey } from './revoke-key.ts';
export { rotateKey } from './rotate-key.ts';
export { tellUnusedKeys } from './tell-unused-keys.ts';
export { touchKey } from './touch-key.ts';
