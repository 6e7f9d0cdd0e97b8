import type { PriceList } from './price-list.ts';
import { searchShelf } from './search-shelf.ts';
import { CHOICES, type ChoiceKind, type ServiceQuery } from './service-query.ts';
import type { Offer, Shelf } from './shelf.ts';

/** What a query asks for, each of which can be let go. */
export type Demand = 'text' | ChoiceKind | Offer | 'price';

export type Suggestion = {
  readonly without: Demand;
  /** How many services there are then. */
  readonly total: number;
  readonly query: ServiceQuery;
};

/** For a query that finds nothing: which of its demands, let go alone, lets it find something. */
export const suggestQueries = (shelf: Shelf, list: PriceList, query: ServiceQuery): Suggestion[] =>
  demandsOf(query)
    .map(({ without, change }) => {
      const changed = { ...query, ...change, page: 1 };
      return { without, total: searchShelf(shelf, list, changed).total, query: changed };
    })
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total);

type Change = { without: Demand; change: Partial<ServiceQuery> };

function demandsOf({ text, choices, offers, from, to }: ServiceQuery): Change[] {
  const kinds = CHOICES.filter((kind) => choices[kind].length > 0);
  return [
    ...(text === '' ? [] : [{ without: 'text', change: { text: '' } } as const]),
    ...kinds.map((kind) => ({ without: kind, change: { choices: { ...choices, [kind]: [] } } })),
    ...offers.map((offer) => ({
      without: offer,
      change: { offers: offers.filter((other) => other !== offer) },
    })),
    ...(from === null && to === null
      ? []
      : [{ without: 'price', change: { from: null, to: null } } as const]),
  ];
}
