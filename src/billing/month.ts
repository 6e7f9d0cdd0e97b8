declare const month: unique symbol;

/** A month of UTC, as `2026-11`: what statements and invoices are made of. */
export type Month = string & { readonly [month]: true };

const SHAPE = /^20\d\d-(0[1-9]|1[0-2])$/;

/** Reads `2026-11`; anything else is none. */
export const parseMonth = (text: string): Month | undefined =>
  SHAPE.test(text) ? (text as Month) : undefined;

export const monthOf = (moment: Date): Month => moment.toISOString().slice(0, 7) as Month;

/** Its first moment. */
export const startOf = (one: Month): Date => new Date(`${one}-01T00:00:00Z`);

/** The month that many later, or before where `by` is below zero. */
export function monthAfter(one: Month, by = 1): Month {
  const [year = 0, number = 1] = one.split('-').map(Number);
  return monthOf(new Date(Date.UTC(year, number - 1 + by, 1)));
}

/** The first moment that is not in it. */
export const endOf = (one: Month): Date => startOf(monthAfter(one));

/** As a `date` column has it. */
export const dateOf = (one: Month): string => `${one}-01`;

/** A `date` column's month. */
export const monthOfDate = (date: string): Month => date.slice(0, 7) as Month;

/** Whether it is over. */
export const isOver = (one: Month, now: Date): boolean => endOf(one) <= now;

/** From the first to the last, both among them. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let one = first; one <= last; one = monthAfter(one)) months.push(one);
  return months;
}
