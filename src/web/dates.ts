import type { Locale } from 'notpanel/lib/locales.ts';

const made = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, options: Intl.DateTimeFormatOptions, date: Date): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  made.set(key, known);
  return known.format(date);
}

// The month is a word: “11/30/2026” is read in two ways, and torn apart from right to left.
const DAY = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** `Nov 23, 2026` in the words of the language, in UTC; a day may be given as `yyyy-mm-dd`. */
export const formatDay = (locale: Locale, day: Date | string): string =>
  format(locale, DAY, new Date(day));

/** `November 23, 2026`, where it stands alone. */
export const formatLongDay = (locale: Locale, day: Date): string =>
  format(locale, { ...DAY, month: 'long' }, day);

/** Day and second in a time zone, for what happens often. */
export const formatSecond = (locale: Locale, moment: Date, zone: string): string =>
  format(locale, { ...DAY, ...MINUTE, second: '2-digit', timeZone: zone }, moment);

/** `November 2026`; a month is given as `yyyy-mm`. */
export const formatMonth = (locale: Locale, month: string): string =>
  format(locale, { year: 'numeric', month: 'long' }, new Date(`${month}-01T00:00:00Z`));

/** Day and minute, in UTC and saying so, or in a time zone of the visitor's. */
export const formatMoment = (locale: Locale, moment: Date, zone?: string): string =>
  zone === undefined
    ? `${format(locale, { ...DAY, ...MINUTE }, moment)} UTC`
    : format(locale, { ...DAY, ...MINUTE, timeZone: zone }, moment);
