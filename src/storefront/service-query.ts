import type { Rate } from '#lib/money.ts';
import type { Offer } from './shelf.ts';

export const SORTS = ['relevance', 'cheapest', 'dearest', 'fastest', 'newest', 'name'] as const;

export type Sort = (typeof SORTS)[number];

/** What can be chosen of, under the names that addresses use. Of one kind any will do. */
export const CHOICES = ['platform', 'category', 'delivery', 'type'] as const;

export type ChoiceKind = (typeof CHOICES)[number];

/** What a visitor wants to see; everything in it exists on the shelf that it was read for. */
export type ServiceQuery = {
  readonly text: string;
  /** Keys, in the shelf's order. */
  readonly choices: Readonly<Record<ChoiceKind, readonly string[]>>;
  /** Offered by each service that is shown. */
  readonly offers: readonly Offer[];
  /** Price per 1000 as the visitor pays it, both included. */
  readonly from: Rate | null;
  readonly to: Rate | null;
  readonly sort: Sort;
  /** From 1. */
  readonly page: number;
};

export const EVERYTHING: ServiceQuery = {
  text: '',
  choices: { platform: [], category: [], delivery: [], type: [] },
  offers: [],
  from: null,
  to: null,
  sort: 'relevance',
  page: 1,
};
