const LARGEST_ID = 2_147_483_647; // contract 1: older panels store 32 bits
const NOBODYS = 0; // rows are numbered from 1

export const MAX_BATCH = 100; // contract 5

/** What comes before the number in the `notpanel` dialect. */
export type IdPrefix = 'ord_' | 'ref_' | 'wh_' | '';

/** An id as the caller wrote it, and the number it stands for, if it stands for one. */
export type AskedId = { readonly text: string; readonly id: number | undefined };

const EXPONENT = /^\d(\.\d{1,9})?e\+?\d{1,2}$/i;

/**
 * Reads `23501`, `ord_23501` or `2.3501e+04`. A number that no row can have is 0, anything else
 * undefined.
 */
export function parseId(text: string, prefix: IdPrefix): number | undefined {
  const digits = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  if (!/^\d{1,20}$/.test(digits) && !EXPONENT.test(digits)) return undefined;
  const id = Number(digits);
  if (!Number.isInteger(id)) return undefined;
  return id > LARGEST_ID ? NOBODYS : id;
}

/** Splits a list at commas and lines; blanks between them are dropped. */
export const parseIds = (text: string, prefix: IdPrefix): AskedId[] =>
  text
    .split(/[,\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => ({ text: one, id: parseId(one, prefix) }));
