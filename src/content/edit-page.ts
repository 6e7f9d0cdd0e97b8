import { AppError } from '#lib/errors.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { PageName } from './page.ts';
import { LONGEST_TEXT } from './limits.ts';

export type PageEdit = {
  page: PageName;
  language: string;
  body: string | null;
  by: string;
  now: Date;
};

const LOCK = writing(
  'content.lock-page',
  `select pg_advisory_xact_lock(hashtext('content'), hashtext($1))`,
);

/**
 * Adds a draft and answers its number; what is published stays. A body of null is the text that the
 * program ships. Refuses `invalid_parameter`: an empty text, one without a title, a longer one than
 * 200,000 characters.
 */
export async function editPage(tx: Tx, edit: PageEdit): Promise<number> {
  const { page, language, body, by, now } = edit;
  if (body !== null) checkText(body);
  checkLanguage(language);
  await tx.run(LOCK, [`${language}/${page}`]);
  const last = await tx
    .selectFrom('content_versions')
    .select('number')
    .where('page', '=', page)
    .where('language', '=', language)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  await tx
    .insertInto('content_versions')
    .values({ page, language, number, body, written_at: now, written_by: by })
    .execute();
  return number;
}

/** A page or a post is Markdown that begins with its title. */
export function checkText(body: string): void {
  if (body.length > LONGEST_TEXT) {
    throw invalid(`the text is longer than ${LONGEST_TEXT.toLocaleString('en-US')} characters`);
  }
  if (body.includes('\0')) throw invalid('the text holds characters of no text');
  if (!/^\s*# \S/.test(body)) throw invalid('the text must begin with its title: # Terms');
}

/** Refuses `invalid_parameter` what is no code of a language. */
export function checkLanguage(language: string): void {
  if (/^[a-z]{2}$/.test(language)) return;
  throw new AppError('invalid_parameter', 'a language is two letters, such as tr', {
    parameter: 'language',
  });
}

const invalid = (message: string) =>
  new AppError('invalid_parameter', message, { parameter: 'body' });
