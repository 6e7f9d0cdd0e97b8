import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { checkKeySettings } from './check-key-settings.ts';
import type { IssuedKey, KeySettings } from './key.ts';
import { hashBytes, hashKey, hintOf, newKeyText } from './key-text.ts';
import { lockKeyRing } from './lock-key-ring.ts';
import { settingColumns } from './setting-columns.ts';

export const MOST_ACTIVE_KEYS = 10; // contract 6

/**
 * Issues a key; only its hash is kept. Host bits of a network are cleared. Refuses
 * `invalid_parameter`, `not_found` (the account) and, beyond ten active keys, `conflict`.
 */
export async function createKey(
  tx: Tx,
  { accountId, ...settings }: KeySettings & { accountId: number },
): Promise<IssuedKey> {
  checkKeySettings(settings);
  if ((await lockKeyRing(tx, accountId)) >= MOST_ACTIVE_KEYS) throw tooManyKeys();
  const key = newKeyText();
  const { id } = await tx
    .insertInto('api_keys')
    .values({
      account_id: accountId,
      name: 'API key',
      hint: hintOf(key),
      hash: hashBytes(hashKey(key)),
      ...settingColumns(settings),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, key };
}

export const tooManyKeys = () =>
  new AppError('conflict', `an account has at most ${MOST_ACTIVE_KEYS} active keys: revoke one`);
