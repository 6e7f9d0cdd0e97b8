import type { Service } from '#catalog/index.ts';
import type { Scores } from './match-text.ts';
import type { Prices } from './prices.ts';
import type { Sort } from './service-query.ts';
import type { Shelf } from './shelf.ts';

/**
 * Puts places, given in the shop's order, into the order that is asked for; equals stay in the
 * shop’s, or against it where the dearest come first. By relevance without a text is the shop’s
 * order; the newest have the highest numbers.
 */
export function sortPlaces(
  shelf: Shelf,
  prices: Prices,
  places: Uint32Array,
  sort: Sort,
  scores: Scores | null,
): Uint32Array {
  switch (sort) {
    case 'relevance':
      if (scores === null) return places;
      return places.toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
    case 'cheapest':
      return pick(prices.order, places);
    case 'dearest':
      return pick(prices.order, places).reverse();
    default:
      return pick(orderOf(shelf, sort), places);
  }
}

/** Those of an order that are wanted: cheaper than sorting them anew for every page. */
function pick(order: Uint32Array, places: Uint32Array): Uint32Array {
  const wanted = new Uint8Array(order.length);
  for (const place of places) wanted[place] = 1;
  return order.filter((place) => wanted[place] === 1);
}

type OwnOrder = 'fastest' | 'newest' | 'name';

const kept = new WeakMap<Shelf, Map<OwnOrder, Uint32Array>>();

function orderOf(shelf: Shelf, sort: OwnOrder): Uint32Array {
  const orders = kept.get(shelf) ?? new Map<OwnOrder, Uint32Array>();
  kept.set(shelf, orders);
  const order = orders.get(sort) ?? makeOrder(shelf, sort);
  orders.set(sort, order);
  return order;
}

function makeOrder({ list, vocabulary }: Shelf, sort: OwnOrder): Uint32Array {
  const places = Uint32Array.from(list.keys());
  if (sort === 'name') {
    return places.sort((a, b) => compare(vocabulary.names[a], vocabulary.names[b]) || a - b);
  }
  const values = list.map(sort === 'newest' ? (one) => -one.id : minutesOf);
  return places.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
}

/** What was not measured comes last. */
const minutesOf = ({ averageMinutes }: Service): number =>
  averageMinutes ?? Number.MAX_SAFE_INTEGER;

const compare = (a = '', b = ''): number => (a < b ? -1 : Number(a > b));
