import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import type { PageName } from './page.ts';

export type Publication = {
  page: PageName;
  language: string;
  /** Default: the newest draft. */
  number?: number | undefined;
  by: string;
  now: Date;
};

/**
 * Shows a draft to visitors, in every process at once; answers its number. Refuses `not_found`
 * (no such version, no draft) and `conflict` (it was published before: revert to it).
 */
export async function publishPage(tx: Tx, wanted: Publication): Promise<number> {
  const { page, language, number, by, now } = wanted;
  const version = await tx
    .selectFrom('content_versions')
    .select(['id', 'number', 'published_at'])
    .where('page', '=', page)
    .where('language', '=', language)
    .$if(number !== undefined, (query) => query.where('number', '=', number ?? 0))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!version) {
    throw new AppError('not_found', `there is no such draft of ${page} in ${language}`);
  }
  const published = await tx
    .updateTable('content_versions')
    .set({ published_at: now, published_by: by })
    .where('id', '=', version.id)
    .where('published_at', 'is', null)
    .returning('number')
    .executeTakeFirst();
  if (!published) {
    throw new AppError(
      'conflict',
      `version ${version.number} of ${page} in ${language} was published before`,
    );
  }
  await notify(tx, 'content', `${language}/${page}`);
  return published.number;
}
