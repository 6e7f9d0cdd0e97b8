/** What a spreadsheet would run as a formula when it opens the file. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n;']/;

/**
 * A field of RFC 4180. What a spreadsheet takes for a formula gets an apostrophe before it, which
 * makes it text; a plain decimal below zero is a number and stays one.
 */
export function csvField(value: string): string {
  const text = FORMULA.test(value) && !/^-\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of a file, its end with it. */
export const csvLine = (fields: readonly string[]): string =>
  `${fields.map(csvField).join(',')}\r\n`;
