import { recentMap, type RecentMap } from '#lib/recent-map.ts';
import { filterShelf, type Counts, type Filtered } from './filter-shelf.ts';
import { matchText, type Scores } from './match-text.ts';
import type { PriceList } from './price-list.ts';
import { pricesOn } from './prices.ts';
import { EVERYTHING, type ServiceQuery } from './service-query.ts';
import type { Shelf } from './shelf.ts';
import { sortPlaces } from './sort-places.ts';
import { writeServiceQuery } from './write-service-query.ts';

export const PAGE_SIZE = 50;

export type Hits = {
  /** Places of one page. */
  readonly places: Uint32Array;
  readonly total: number;
  readonly pages: number;
  /** The last one where the query asks for one behind it. */
  readonly page: number;
  readonly counts: Counts;
};

/** One page of what a query finds, and the counts beside it. */
export function searchShelf(shelf: Shelf, list: PriceList, query: ServiceQuery): Hits {
  const { places, counts, scores } = find(shelf, list, query);
  const sorted = sortPlaces(shelf, pricesOn(shelf, list), places, query.sort, scores);
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE_SIZE));
  const page = Math.min(query.page, pages);
  const first = (page - 1) * PAGE_SIZE;
  return {
    places: sorted.subarray(first, first + PAGE_SIZE),
    total: sorted.length,
    pages,
    page,
    counts,
  };
}

type Found = Filtered & { readonly scores: Scores | null };

const MOST_KEPT = 100; // searches; one of 10,000 services takes up to 80 kB

const kept = new WeakMap<Shelf, RecentMap<string, Found>>();

/** Pages and orders of one search, and the many who look at everything, share the work. */
function find(shelf: Shelf, list: PriceList, query: ServiceQuery): Found {
  const found = kept.get(shelf) ?? recentMap<string, Found>(MOST_KEPT);
  kept.set(shelf, found);
  const key = `${list.key} ${writeServiceQuery({ ...query, sort: EVERYTHING.sort, page: 1 })}`;
  const known = found.get(key);
  if (known) return known;
  const scores = matchText(shelf, query.text);
  const fresh = { ...filterShelf(shelf, pricesOn(shelf, list), query, scores), scores };
  found.set(key, fresh);
  return fresh;
}
