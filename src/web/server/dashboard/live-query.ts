const MOST_IDS = 60; // a page shows fifty
const CURSOR = /^\d{1,19}$/;

/** What a page watches: open orders that it shows, and from where on others are new to it. */
export function readLiveQuery(request: Request): { ids: number[]; since: string | undefined } {
  const params = new URL(request.url).searchParams;
  const ids = (params.get('ids') ?? '')
    .split(',')
    .slice(0, MOST_IDS)
    .map(Number)
    .filter((id) => Number.isInteger(id) && id > 0 && id < 2 ** 31);
  const cursor = request.headers.get('last-event-id') ?? params.get('since') ?? '';
  return { ids: [...new Set(ids)], since: CURSOR.test(cursor) ? cursor : undefined };
}

/** The address that a page watches by. */
export const livePath = (ids: readonly number[], since: string): string =>
  `/dashboard/orders/live?ids=${ids.join()}&since=${since}`;
