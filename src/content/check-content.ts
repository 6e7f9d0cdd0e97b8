import type { Db } from '#platform/db/types.ts';
import { fieldOf, IDENTITY_NAMES, type IdentityName } from './identity.ts';
import type { PageName } from './page.ts';
import { readContent } from './read-content.ts';
import { renderPage } from './show-page.ts';
import { showFaq } from './show-faq.ts';

export type ContentCheck = {
  /** What a shop has to say of its operator and does not. */
  missing: IdentityName[];
  /** Pages that visitors see with a gap, or with a placeholder that means nothing. */
  gaps: { page: PageName; language: string; unfilled: string[] }[];
  /** Policies that are still the texts which the program ships: nobody has adopted them. */
  shipped: PageName[];
  questions: number;
};

/** What every page may name besides the operator; the site fills it in. */
export const SITE_VALUES = ['shop', 'address_of_shop', 'currency'] as const;

/** What is left to fill in before strangers can know whom they deal with. */
export async function checkContent(db: Db): Promise<ContentCheck> {
  const content = await readContent(db);
  const values = Object.fromEntries(SITE_VALUES.map((name) => [name, name]));
  const pages = [...content.pages.values()];
  const faq = showFaq(content, { language: 'en' });
  return {
    missing: IDENTITY_NAMES.filter(
      (name) => fieldOf(name).required && content.identity[name] === undefined,
    ),
    gaps: pages.flatMap(({ page, language, body }) => {
      const { unfilled } = renderPage(content, { language, body }, { values });
      return unfilled.length > 0 ? [{ page, language, unfilled }] : [];
    }),
    shipped: pages
      .filter(({ language, number }) => language === 'en' && number === null)
      .map(({ page }) => page),
    questions: faq.flatMap(({ entries }) => entries).length,
  };
}
