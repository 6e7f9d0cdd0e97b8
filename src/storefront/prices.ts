import type { Rate } from '#lib/money.ts';
import { priceFor, type PriceList } from './price-list.ts';
import type { Shelf } from './shelf.ts';

/** What one visitor pays for each service of a shelf, by place. */
export type Prices = {
  readonly rates: readonly Rate[];
  /** Places, the cheapest first; equals in the shop's order. */
  readonly order: Uint32Array;
};

const MOST_LISTS = 20; // 10,000 prices are about half a megabyte

const kept = new WeakMap<Shelf, Map<string, Prices>>();

/** Prices are worked out once for each list and version of the catalogue, and kept for a while. */
export function pricesOn(shelf: Shelf, list: PriceList): Prices {
  const lists = kept.get(shelf) ?? new Map<string, Prices>();
  kept.set(shelf, lists);
  const prices = lists.get(list.key) ?? price(shelf, list);
  lists.delete(list.key);
  lists.set(list.key, prices); // the one that was not asked for longest is the first
  for (const oldest of lists.keys()) {
    if (lists.size <= MOST_LISTS) break;
    lists.delete(oldest);
  }
  return prices;
}

function price(shelf: Shelf, list: PriceList): Prices {
  const rates = shelf.list.map((service) => priceFor(list, service).rate);
  const order = Uint32Array.from(rates.keys()).sort((a, b) => compare(rates[a], rates[b]) || a - b);
  return { rates, order };
}

const compare = (a = 0n, b = 0n): number => (a < b ? -1 : Number(a > b));
