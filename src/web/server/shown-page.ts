import { content, showPage, type PageName, type ShownPage } from '#content/index.ts';
import { withLocale, type Locale } from '#lib/locales.ts';
import type { Page, Site } from './context.ts';

/** What every text of the shop may name besides its operator. */
export const siteValues = ({ name, currency }: Site): Record<string, string> => ({
  shop: name,
  currency,
});

/** Before the paths of our own pages, in a language. */
export const prefixOf = (locale: Locale): string => withLocale(locale, '/').replace(/\/$/, '');

/** A page that the operator writes, as the visitor reads it. */
export async function shownPage(
  { app, site, locale }: Page,
  page: PageName,
  unfilledText: string,
): Promise<ShownPage> {
  return showPage(await content(app), page, {
    language: locale,
    prefix: prefixOf(locale),
    unfilledText,
    values: siteValues(site),
  });
}
