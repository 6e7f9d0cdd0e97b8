const LARGEST_ID = 2 ** 31 - 1;

/** Which page of a list an address asks for, by the number it goes on from. */
export function readCursor(params: URLSearchParams): {
  after: number | undefined;
  before: number | undefined;
} {
  const read = (name: string) => {
    const text = params.get(name) ?? '';
    const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
    return id > 0 && id <= LARGEST_ID ? id : undefined;
  };
  return { after: read('after'), before: read('before') };
}

/** The addresses of what is newer and older than a page. */
export function cursorLinks(
  path: string,
  page: { rows: readonly { id: number }[]; hasNewer: boolean; hasOlder: boolean },
): { newer: string | undefined; older: string | undefined } {
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  return {
    newer: page.hasNewer && first ? `${path}?before=${first.id}` : undefined,
    older: page.hasOlder && last ? `${path}?after=${last.id}` : undefined,
  };
}
