import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { editPage } from './edit-page.ts';
import type { PageName } from './page.ts';
import { publishPage } from './publish-page.ts';

export type Reversion = {
  page: PageName;
  language: string;
  /** The version to go back to; null: the text that the program ships. */
  to: number | null;
  by: string;
  now: Date;
};

/**
 * Publishes an earlier text again, as a version of its own, so that history only grows; answers
 * its number. Refuses `not_found`: there is no such version.
 */
export async function revertPage(tx: Tx, { to, ...wanted }: Reversion): Promise<number> {
  const body = to === null ? null : await bodyOf(tx, wanted.page, wanted.language, to);
  const number = await editPage(tx, { ...wanted, body });
  return publishPage(tx, { ...wanted, number });
}

async function bodyOf(
  tx: Tx,
  page: PageName,
  language: string,
  number: number,
): Promise<string | null> {
  const version = await tx
    .selectFrom('content_versions')
    .select('body')
    .where('page', '=', page)
    .where('language', '=', language)
    .where('number', '=', number)
    .executeTakeFirst();
  if (version) return version.body;
  throw new AppError('not_found', `${page} in ${language} has no version ${number}`);
}
