import { readMarks, type ServiceMarks } from '#baskets/index.ts';
import { catalog, isOnSale, type Service } from '#catalog/index.ts';
import type { App } from '#platform/app.ts';
import {
  priceListOf,
  searchServices,
  type PriceList,
  type ServiceList,
} from '#storefront/index.ts';
import { pickRow, type PickRow } from './service-card.ts';

export type Picked = {
  favourites: PickRow[];
  used: PickRow[];
  found: PickRow[];
  list: ServiceList;
  /** Of what was found on this page. */
  hiddenCount: number;
};

const MOST_USED = 6;

/**
 * What the picker offers for the query of an address: while nothing is asked for, favourites and
 * what was ordered last come first; among what is found, favourites do. Hidden services are left out.
 */
export async function findServices(
  app: App,
  accountId: number,
  query: URLSearchParams,
): Promise<Picked> {
  const [prices, marks, { services }] = await Promise.all([
    priceListOf(app, accountId),
    readMarks(app.db, accountId),
    catalog(app),
  ]);
  const list = await searchServices(app, query, prices);
  const rowsOf = (ids: readonly number[]): PickRow[] =>
    ids.flatMap((id) => rowOf(services.get(id), prices, marks));
  const asked = list.query.text !== '' || Object.values(list.query.choices).flat().length > 0;
  const isShown = (id: number): boolean => !marks.hidden.has(id);
  const found = list.rows.map(({ id }) => id).filter(isShown);
  const liked = new Set(marks.favourites);
  const isFirst = !asked && list.query.page === 1;
  return {
    favourites: isFirst ? rowsOf(marks.favourites) : [],
    used: isFirst
      ? rowsOf(marks.used.filter((id) => isShown(id) && !liked.has(id)).slice(0, MOST_USED))
      : [],
    found: rowsOf([
      ...(asked ? found.filter((id) => liked.has(id)) : []),
      ...found.filter((id) => !asked || !liked.has(id)),
    ]),
    list,
    hiddenCount: list.rows.length - found.length,
  };
}

const rowOf = (service: Service | undefined, prices: PriceList, marks: ServiceMarks): PickRow[] =>
  service && isOnSale(service) ? [pickRow(service, prices, marks)] : [];

export type PickedView = ReturnType<typeof pickedView>;

/** What the page shows of it: all of that travels to the browser once more, for React. */
export const pickedView = ({ list, ...picked }: Picked) => ({
  ...picked,
  total: list.total,
  onSale: list.onSale,
  page: list.query.page,
  pages: list.pages,
  text: list.query.text,
  platforms: list.facets.platform,
  categories: list.query.choices.platform.length > 0 ? list.facets.category : [],
});
