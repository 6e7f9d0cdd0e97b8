/** A page of a list by number: older ones than `after`, or newer ones than `before`. */
export type CursorWanted = {
  size: number;
  after?: number | undefined;
  before?: number | undefined;
};

export type CursorPage<Row> = { rows: Row[]; hasNewer: boolean; hasOlder: boolean };

const LARGEST_ID = 2 ** 31 - 1;

type Read<Row> = (way: 'up' | 'down', bounds: [above: number, below: number]) => Promise<Row[]>;

/**
 * Reads a page and one row more, which says whether there are others. `read` answers the newest
 * first whichever way it went; what is less than a page above is the first page.
 */
export async function cursorPage<Row>(
  { size, after, before }: CursorWanted,
  read: Read<Row>,
): Promise<CursorPage<Row>> {
  if (after === undefined && before !== undefined) {
    const rows = await read('up', [before, LARGEST_ID]);
    if (rows.length >= size) {
      return { rows: rows.slice(-size), hasNewer: rows.length > size, hasOlder: true };
    }
  }
  const rows = await read('down', [0, after ?? LARGEST_ID]);
  return {
    rows: rows.slice(0, size),
    hasNewer: after !== undefined,
    hasOlder: rows.length > size,
  };
}
