import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import { checkLanguage } from './edit-page.ts';
import type { FaqEntry } from './faq-entry.ts';
import { LONGEST_ANSWER, LONGEST_KEY, LONGEST_QUESTION } from './limits.ts';
import { shipped } from './shipped.ts';

export type FaqChange = Pick<FaqEntry, 'key' | 'language'> &
  Partial<Omit<FaqEntry, 'key' | 'language'>> & { by: string; now: Date };

const LAST = 1_000; // after all that are placed by hand

/**
 * Writes an entry or changes what is given of it; one of a shipped key takes its place. Refuses
 * `invalid_parameter`, and `missing_parameter` where a new entry lacks question or answer.
 */
export async function setFaqEntry(tx: Tx, change: FaqChange): Promise<FaqEntry> {
  const { by, now, ...given } = change;
  const known = await findEntry(tx, given.key, given.language);
  const blank = { topic: 'shop', position: LAST, question: '', answer: '', hidden: false } as const;
  const entry: FaqEntry = { ...blank, ...known, ...given };
  checkEntry(entry);
  const { key, language, ...fields } = entry;
  const theirs = { ...fields, changed_at: now, changed_by: by };
  await tx
    .insertInto('faq_entries')
    .values({ key, language, ...theirs })
    .onConflict((conflict) => conflict.columns(['key', 'language']).doUpdateSet(theirs))
    .execute();
  await notify(tx, 'content', `faq/${key}`);
  return entry;
}

async function findEntry(tx: Tx, key: string, language: string): Promise<FaqEntry | undefined> {
  const theirs = await tx
    .selectFrom('faq_entries')
    .select(['key', 'language', 'topic', 'position', 'question', 'answer', 'hidden'])
    .where('key', '=', key)
    .where('language', '=', language)
    .executeTakeFirst();
  if (theirs) return theirs as FaqEntry;
  return shipped().faq.find((one) => one.key === key && one.language === language);
}

function checkEntry({ key, language, question, answer }: FaqEntry): void {
  checkLanguage(language);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) || key.length > LONGEST_KEY) {
    throw new AppError('invalid_parameter', 'a key is words of a-z and 0-9 with hyphens between', {
      parameter: 'key',
    });
  }
  for (const [parameter, text, most] of [
    ['question', question, LONGEST_QUESTION],
    ['answer', answer, LONGEST_ANSWER],
  ] as const) {
    if (text.trim() === '') {
      throw new AppError('missing_parameter', `the entry needs its ${parameter}`, { parameter });
    }
    if (text.length <= most && !text.includes('\0')) continue;
    const message = `the ${parameter} is longer than ${most} characters`;
    throw new AppError('invalid_parameter', message, { parameter });
  }
}
