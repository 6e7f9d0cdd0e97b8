import {
  DELIVERY_METHODS,
  DELIVERY_WORDS,
  SERVICE_TYPES,
  type Catalog,
  type Service,
} from '#catalog/index.ts';
import { buildVocabulary } from './build-vocabulary.ts';
import { OFFER_NAMES, OFFERS, type CategoryChoice, type Choice, type Shelf } from './shelf.ts';
import { wordsOf } from './words-of.ts';

/**
 * Makes a catalogue ready for search. The words of `before` are taken over where the same
 * services stand in the same order, which is what a change of prices or averages leaves.
 */
export function buildShelf(catalog: Catalog, before?: Shelf): Shelf {
  const { list, services, version } = catalog;
  const platforms = choicesOf(list.map(({ platform }) => platform));
  const categories = choicesOf(list.map(({ category }) => category));
  const numbers = {
    platform: numbersOf(platforms, ({ name }) => name),
    category: numbersOf(categories, ({ name }) => name),
    delivery: new Map(DELIVERY_METHODS.map((method, index) => [method, index])),
    type: new Map(SERVICE_TYPES.map((type, index) => [type, index])),
  };
  const column = <T extends Uint8Array | Uint16Array>(made: T, of: (one: Service) => number): T => {
    for (const [place, service] of list.entries()) made[place] = of(service);
    return made;
  };
  const { length } = list;
  const platform = column(
    new Uint16Array(length),
    (one) => numbers.platform.get(one.platform) ?? 0,
  );
  const category = column(
    new Uint16Array(length),
    (one) => numbers.category.get(one.category) ?? 0,
  );
  return {
    version,
    services,
    list,
    platforms,
    categories: withPlatforms(categories, category, platform),
    deliveries: DELIVERY_METHODS.map((method) => ({
      key: slugOf(method),
      name: DELIVERY_WORDS[method],
      method,
    })),
    types: SERVICE_TYPES.map((type) => ({ key: slugOf(type), name: type, type })),
    columns: {
      platform,
      category,
      delivery: column(new Uint8Array(length), (one) => numbers.delivery.get(one.delivery) ?? 0),
      type: column(new Uint8Array(length), (one) => numbers.type.get(one.type) ?? 0),
      offers: column(new Uint8Array(length), offersOf),
    },
    placeOf: new Map(list.map(({ id }, place) => [id, place])),
    vocabulary: before && saySame(before.list, list) ? before.vocabulary : buildVocabulary(list),
  };
}

/** Each name once, in the order in which they come up. Names that fold to one key are numbered. */
function choicesOf(names: readonly string[]): Choice[] {
  const taken = new Set<string>();
  return [...new Set(names)].map((name) => {
    const slug = slugOf(name);
    let key = slug;
    for (let n = 2; taken.has(key); n += 1) key = `${slug}-${n}`;
    taken.add(key);
    return { key, name };
  });
}

const slugOf = (name: string): string => wordsOf(name).join('-') || 'other';

const numbersOf = <T, K>(choices: readonly T[], key: (choice: T) => K): Map<K, number> =>
  new Map(choices.map((choice, index) => [key(choice), index]));

function withPlatforms(
  categories: readonly Choice[],
  category: Uint16Array,
  platform: Uint16Array,
): CategoryChoice[] {
  const of = new Map<number, number>();
  for (const [place, number] of category.entries()) of.set(number, platform[place] ?? 0);
  return categories.map((choice, index) => ({ ...choice, platform: of.get(index) ?? 0 }));
}

const offersOf = (service: Service): number =>
  OFFER_NAMES.reduce((bits, offer) => (service[offer] ? bits | OFFERS[offer] : bits), 0);

const saySame = (before: readonly Service[], after: readonly Service[]): boolean =>
  before.length === after.length &&
  before.every((one, place) => {
    const other = after[place];
    return (
      one.name === other?.name && one.platform === other.platform && one.category === other.category
    );
  });
