import type { Service } from '#catalog/index.ts';
import { choicesOf } from './choices-of.ts';
import type { PriceList } from './price-list.ts';
import { pricesOn } from './prices.ts';
import { rowOf, type ServiceRow } from './service-row.ts';
import type { Shelf } from './shelf.ts';
import { wordsOf } from './words-of.ts';

const LIKE_TYPE = 3; // as much as three words of the name

/**
 * Services on sale that are most like one: of its category, or of its platform where the category
 * has too few, by words of its name and by its type, the nearest price deciding between equals.
 */
export function alternativesTo(
  shelf: Shelf,
  service: Service,
  list: PriceList,
  most: number,
): ServiceRow[] {
  const { rates } = pricesOn(shelf, list);
  const likeness = countWords(shelf, service.name);
  const own = shelf.placeOf.get(service.id);
  const placesLike = (kind: 'category' | 'platform') => {
    const number = choicesOf(shelf, kind).findIndex(({ name }) => name === service[kind]);
    const found: number[] = [];
    for (const [place, other] of shelf.columns[kind].entries()) {
      if (other === number && place !== own) found.push(place);
    }
    return found;
  };
  const near = placesLike('category');
  const places = near.length >= most ? near : [...new Set([...near, ...placesLike('platform')])];
  const ownRate: bigint = (own === undefined ? undefined : rates[own]) ?? service.rate;
  const rank = (place: number) => {
    const other = shelf.list[place];
    const apart = (rates[place] ?? 0n) - ownRate;
    return {
      isNear: other?.category === service.category,
      like: (likeness[place] ?? 0) + (other?.type === service.type ? LIKE_TYPE : 0),
      apart: apart < 0n ? -apart : apart,
      other,
    };
  };
  return places
    .map(rank)
    .sort(
      (a, b) =>
        Number(b.isNear) - Number(a.isNear) ||
        b.like - a.like ||
        (a.apart < b.apart ? -1 : Number(a.apart > b.apart)),
    )
    .slice(0, most)
    .flatMap(({ other }) => (other ? [rowOf(other, list)] : []));
}

/** How many of a name's words each service has. */
function countWords({ list, vocabulary }: Shelf, name: string): Uint8Array {
  const counts = new Uint8Array(list.length);
  for (const word of new Set(wordsOf(name))) {
    for (const [place] of vocabulary.postings.get(word) ?? []) {
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  return counts;
}
