import type { Locale } from 'notpanel/lib/locales.ts';

const made = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, options: Intl.DateTimeFormatOptions, date: Date): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  made.set(key, known);
  return known.format(date);
}

/** `23 November 2026` in the words of the language, in UTC. */
export const formatDay = (locale: Locale, date: Date): string =>
  format(locale, { dateStyle: 'long' }, date);

/** Day and minute, in UTC and saying so. */
export const formatMoment = (locale: Locale, date: Date): string =>
  `${format(locale, { dateStyle: 'medium', timeStyle: 'short' }, date)} UTC`;
