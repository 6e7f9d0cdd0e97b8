import type { ChoiceKind } from './service-query.ts';
import type { Choice, Shelf } from './shelf.ts';

/** The choices of a kind, in the order in which they are offered. */
export const choicesOf = (shelf: Shelf, kind: ChoiceKind): readonly Choice[] =>
  ({
    platform: shelf.platforms,
    category: shelf.categories,
    delivery: shelf.deliveries,
    type: shelf.types,
  })[kind];
