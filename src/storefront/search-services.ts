import type { App } from '#platform/app.ts';
import { choicesOf } from './choices-of.ts';
import type { PriceList } from './price-list.ts';
import { readServiceQuery } from './read-service-query.ts';
import { searchShelf, type Hits } from './search-shelf.ts';
import { CHOICES, type ChoiceKind, type ServiceQuery } from './service-query.ts';
import { rowOf, type ServiceRow } from './service-row.ts';
import { shelfOf } from './shelf-of.ts';
import type { Offer, Shelf } from './shelf.ts';
import { suggestQueries, type Suggestion } from './suggest-queries.ts';

export type FacetChoice = {
  readonly key: string;
  readonly name: string;
  /** How many services there are with it, were nothing else chosen of its kind. */
  readonly count: number;
  readonly chosen: boolean;
  /** The key of a category's platform. */
  readonly platform: string | null;
};

export type ServiceList = {
  /** Of the catalogue: equal versions, queries and prices are equal lists. */
  readonly version: string;
  /** As it was understood, with the page that is shown. */
  readonly query: ServiceQuery;
  readonly rows: readonly ServiceRow[];
  readonly total: number;
  /** On sale at all. */
  readonly onSale: number;
  readonly pages: number;
  readonly facets: Readonly<Record<ChoiceKind, readonly FacetChoice[]>>;
  readonly offers: Readonly<Record<Offer, number>>;
  /** Where nothing was found. */
  readonly suggestions: readonly Suggestion[];
};

/** One page of the services on sale that the query of an address asks for, at a visitor's prices. */
export async function searchServices(
  app: App,
  given: URLSearchParams,
  list: PriceList,
): Promise<ServiceList> {
  const shelf = await shelfOf(app);
  const query = readServiceQuery(shelf, given);
  const hits = searchShelf(shelf, list, query);
  return {
    version: shelf.version,
    query: { ...query, page: hits.page },
    rows: rowsOf(shelf, hits, list),
    total: hits.total,
    onSale: shelf.list.length,
    pages: hits.pages,
    facets: Object.fromEntries(
      CHOICES.map((kind) => [kind, facetOf(shelf, kind, hits, query)]),
    ) as Record<ChoiceKind, FacetChoice[]>,
    offers: hits.counts.offers,
    suggestions: hits.total > 0 ? [] : suggestQueries(shelf, list, query),
  };
}

const rowsOf = ({ list }: Shelf, { places }: Hits, prices: PriceList): ServiceRow[] =>
  [...places].flatMap((place) => {
    const service = list[place];
    return service ? [rowOf(service, prices)] : [];
  });

/** Choices that nothing is left for are left out, unless they were chosen. */
function facetOf(shelf: Shelf, kind: ChoiceKind, hits: Hits, query: ServiceQuery): FacetChoice[] {
  const counts = hits.counts.choices[kind];
  return choicesOf(shelf, kind)
    .map(({ key, name }, number) => ({
      key,
      name,
      count: counts[number] ?? 0,
      chosen: query.choices[kind].includes(key),
      platform:
        kind === 'category'
          ? (shelf.platforms[shelf.categories[number]?.platform ?? -1]?.key ?? null)
          : null,
    }))
    .filter(({ count, chosen }) => count > 0 || chosen);
}
