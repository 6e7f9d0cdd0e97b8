import { filterShelf, type Counts } from './filter-shelf.ts';
import { matchText } from './match-text.ts';
import type { PriceList } from './price-list.ts';
import { pricesOn } from './prices.ts';
import type { ServiceQuery } from './service-query.ts';
import type { Shelf } from './shelf.ts';
import { sortPlaces } from './sort-places.ts';

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
  const prices = pricesOn(shelf, list);
  const scores = matchText(shelf, query.text);
  const { places, counts } = filterShelf(shelf, prices, query, scores);
  const sorted = sortPlaces(shelf, prices, places, query.sort, scores);
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
