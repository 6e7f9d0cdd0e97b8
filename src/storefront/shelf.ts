import type { Catalog, DeliveryMethod, Service, ServiceType } from '#catalog/index.ts';

/** A value that services can be narrowed down to. */
export type Choice = {
  /** As addresses name it. */
  readonly key: string;
  readonly name: string;
};

export type CategoryChoice = Choice & {
  /** The number of its platform among `Shelf.platforms`. */
  readonly platform: number;
};

/** Where the words of services stand; a place is the number of a service in the shop's order. */
export type Vocabulary = {
  /** Folded and trimmed, by place. */
  readonly names: readonly string[];
  /** Sorted, for beginnings. */
  readonly words: readonly string[];
  readonly postings: ReadonlyMap<string, Posting>;
};

/** Where a word stands, and how much it weighs there. */
export type Posting = readonly (readonly [place: number, weight: number])[];

/** The services on sale in one version of the catalogue, made ready for search and filters. */
export type Shelf = {
  readonly version: string;
  readonly services: Catalog['services'];
  /** In the shop's order. The columns below have a value for each. */
  readonly list: readonly Service[];
  readonly platforms: readonly Choice[];
  readonly categories: readonly CategoryChoice[];
  readonly deliveries: readonly (Choice & { readonly method: DeliveryMethod })[];
  readonly types: readonly (Choice & { readonly type: ServiceType })[];
  readonly columns: {
    readonly platform: Uint16Array;
    readonly category: Uint16Array;
    readonly delivery: Uint8Array;
    readonly type: Uint8Array;
    readonly offers: Uint8Array;
  };
  readonly placeOf: ReadonlyMap<number, number>;
  readonly vocabulary: Vocabulary;
};

/** What a service may offer, as bits of `columns.offers`. */
export const OFFERS = { refill: 1, cancel: 2, dripfeed: 4 } as const;

export type Offer = keyof typeof OFFERS;

export const OFFER_NAMES = Object.keys(OFFERS) as Offer[];
