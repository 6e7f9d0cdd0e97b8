import { LOCALES, type Locale } from 'notpanel/lib/locales.ts';
import ar from './i18n/ar.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import tr from './i18n/tr.json' with { type: 'json' };

export type Messages = typeof en;
export type Namespace = keyof Messages;

/** Where a page that hydrates finds its texts in the browser. */
export const MESSAGES_ID = 'messages';

/** Every text on the server; in the browser those of the page, so that no catalogue is shipped. */
export const messagesOf: (locale: Locale) => Messages = import.meta.env.SSR
  ? fromCatalogues
  : fromPage;

function fromCatalogues(locale: Locale): Messages {
  const catalogues: Readonly<Record<Locale, Messages>> = { en, tr, ar };
  return catalogues[LOCALES.includes(locale) ? locale : 'en'];
}

function fromPage(): Messages {
  return JSON.parse(document.getElementById(MESSAGES_ID)?.textContent ?? '{}') as Messages;
}

/** The namespaces that a page needs in the browser, as a data block without markup in it. */
export function messagesFor(locale: Locale, namespaces: readonly Namespace[]): string {
  const all = messagesOf(locale);
  const own = Object.fromEntries(namespaces.map((name) => [name, all[name]]));
  return JSON.stringify(own).replaceAll('<', '\\u003c');
}
