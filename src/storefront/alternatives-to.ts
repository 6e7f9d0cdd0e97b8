import type { Service } from '#catalog/index.ts';
import { priceFor, type PriceList } from './price-list.ts';
import { rowOf, type ServiceRow } from './service-row.ts';
import type { Shelf } from './shelf.ts';
import { wordsOf } from './words-of.ts';

const LIKE_CATEGORY = 100; // more than any name has words
const LIKE_TYPE = 3;

/**
 * Services on sale that are most like one, on its platform: those of its category first, then
 * those with most words of its name, the nearest price deciding between equals.
 */
export function alternativesTo(
  { list }: Shelf,
  service: Service,
  prices: PriceList,
  most: number,
): ServiceRow[] {
  const words = new Set(wordsOf(service.name));
  const likeness = (other: Service): number =>
    (other.category === service.category ? LIKE_CATEGORY : 0) +
    (other.type === service.type ? LIKE_TYPE : 0) +
    new Set(wordsOf(other.name).filter((word) => words.has(word))).size;
  const rate = priceFor(prices, service).rate;
  const difference = (other: Service): bigint => {
    const apart = priceFor(prices, other).rate - rate;
    return apart < 0n ? -apart : apart;
  };
  return list
    .filter((other) => other.platform === service.platform && other.id !== service.id)
    .map((other) => ({ other, like: likeness(other), apart: difference(other) }))
    .sort((a, b) => b.like - a.like || (a.apart < b.apart ? -1 : Number(a.apart > b.apart)))
    .slice(0, most)
    .map(({ other }) => rowOf(other, prices));
}
