/**
 * Postgres' text form of an array of numbers. `pg` would quote and escape each element, which on
 * the hot paths is more work than the rest of the statement; numbers need neither.
 */
export function numbers(values: Iterable<number | bigint | null>): string {
  let text = '{';
  for (const value of values) text += value === null ? 'NULL,' : `${value},`;
  return text.length === 1 ? '{}' : `${text.slice(0, -1)}}`;
}
