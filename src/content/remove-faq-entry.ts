import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';

/** Removes what the operator wrote; a shipped entry of the key is there again. `not_found`. */
export async function removeFaqEntry(tx: Tx, key: string, language: string): Promise<void> {
  const removed = await tx
    .deleteFrom('faq_entries')
    .where('key', '=', key)
    .where('language', '=', language)
    .returning('key')
    .executeTakeFirst();
  if (!removed) throw new AppError('not_found', `there is no entry ${key} of yours in ${language}`);
  await notify(tx, 'content', `faq/${key}`);
}
