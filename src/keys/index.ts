export { createKey } from './create-key.ts';
export { findKey } from './find-key.ts';
export {
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
export { revokeKey } from './revoke-key.ts';
export { rotateKey } from './rotate-key.ts';
export { touchKey } from './touch-key.ts';
