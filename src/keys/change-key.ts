import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import { checkKeySettings } from './check-key-settings.ts';
import type { KeySettings } from './key.ts';
import { settingColumns } from './setting-columns.ts';

/**
 * Gives an active key of the account other settings, known in every process within a second; those
 * that are absent stay. Refuses `invalid_parameter`, and `not_found` for a key that is not the
 * account's or was revoked.
 */
export async function changeKey(
  tx: Tx,
  { accountId, keyId }: { accountId: number; keyId: number },
  settings: KeySettings,
): Promise<void> {
  checkKeySettings(settings);
  const changed = await tx
    .updateTable('api_keys')
    // Itself, so that a change of nothing is a statement too.
    .set({ account_id: accountId, ...settingColumns(settings) })
    .where('id', '=', keyId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!changed) throw new AppError('not_found', 'there is no such key');
  await notify(tx, 'keys', keyId);
}
