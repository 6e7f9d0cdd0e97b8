import { choicesOf } from './choices-of.ts';
import type { Scores } from './match-text.ts';
import type { Prices } from './prices.ts';
import { CHOICES, type ChoiceKind, type ServiceQuery } from './service-query.ts';
import { OFFER_NAMES, OFFERS, type Offer, type Shelf } from './shelf.ts';

/** How many services there would be with a choice, were nothing else chosen of its kind. */
export type Counts = {
  /** By the number of the choice on the shelf. */
  readonly choices: Readonly<Record<ChoiceKind, Uint32Array>>;
  readonly offers: Readonly<Record<Offer, number>>;
};

export type Filtered = {
  /** Of the services that pass, in the shop's order. */
  readonly places: Uint32Array;
  readonly counts: Counts;
};

/** Narrows a shelf down to what a query asks for, apart from its order and its page. */
export function filterShelf(
  shelf: Shelf,
  { rates }: Prices,
  query: ServiceQuery,
  scores: Scores | null,
): Filtered {
  const kinds = CHOICES.map((kind) => openKind(shelf, kind, query.choices[kind]));
  const choosy = kinds.filter(({ isChoosy }) => isChoosy);
  const needed = query.offers.reduce((bits, offer) => bits | OFFERS[offer], 0);
  const offers = new Uint32Array(1 << OFFER_NAMES.length);
  const passing = new Uint32Array(shelf.list.length);
  let total = 0;
  for (let place = 0; place < passing.length; place += 1) {
    const offered = shelf.columns.offers[place] ?? 0;
    if (scores?.[place] === 0 || (offered & needed) !== needed) continue;
    if (!isBetween(rates[place] ?? 0n, query)) continue;
    const refusing = onlyRefusing(choosy, place);
    if (refusing === 'several') continue;
    if (refusing !== undefined) {
      refusing.count(place);
      continue;
    }
    for (const kind of kinds) kind.count(place);
    offers[offered] = (offers[offered] ?? 0) + 1;
    passing[total] = place;
    total += 1;
  }
  return {
    places: passing.subarray(0, total),
    counts: {
      choices: Object.fromEntries(
        kinds.map(({ kind, counts }) => [kind, counts]),
      ) as Counts['choices'],
      offers: countOffers(offers),
    },
  };
}

type Kind = ReturnType<typeof openKind>;

function openKind(shelf: Shelf, kind: ChoiceKind, keys: readonly string[]) {
  const choices = choicesOf(shelf, kind);
  const column = shelf.columns[kind];
  const counts = new Uint32Array(choices.length);
  const chosen = Uint8Array.from(choices, ({ key }) => Number(keys.includes(key)));
  return {
    kind,
    counts,
    isChoosy: keys.length > 0,
    refuses: (place: number) => chosen[column[place] ?? 0] === 0,
    count(place: number) {
      const number = column[place] ?? 0;
      counts[number] = (counts[number] ?? 0) + 1;
    },
  };
}

/** What is refused by two kinds would not be there with another choice of either. */
function onlyRefusing(choosy: readonly Kind[], place: number): Kind | 'several' | undefined {
  let found: Kind | undefined;
  for (const kind of choosy) {
    if (!kind.refuses(place)) continue;
    if (found) return 'several';
    found = kind;
  }
  return found;
}

const isBetween = (rate: bigint, { from, to }: ServiceQuery): boolean =>
  (from === null || rate >= from) && (to === null || rate <= to);

/** From how many offer exactly these to how many offer each. */
function countOffers(exactly: Uint32Array): Counts['offers'] {
  const count = (offer: Offer) =>
    exactly.reduce((sum, many, bits) => sum + ((bits & OFFERS[offer]) === 0 ? 0 : many), 0);
  return { refill: count('refill'), cancel: count('cancel'), dripfeed: count('dripfeed') };
}
