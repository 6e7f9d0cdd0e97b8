import type { Post } from '#platform/http/index.ts';
import type { Book } from './provider-book.ts';

/** One call to place an order, as the provider saw it. */
export type AddCall = {
  readonly link: string;
  readonly requestId: string | null;
  readonly how: string;
  /** Its answer proves to whoever hears it that nothing was booked. */
  readonly certain: boolean;
  readonly booked: readonly string[];
  /** The id that the answer named, if it named one. */
  readonly named: string | null;
};

export type Provider = {
  readonly host: string;
  readonly kind: 'v2' | 'notpanel';
  readonly book: Book;
  /** Micro-units per 1000, by its service. */
  readonly quotes: Map<string, bigint>;
  /** What it offers, by its service. */
  readonly list: Map<string, Offered>;
  readonly adds: AddCall[];
  /** By booking: every ending that an answer told of it. */
  readonly told: Map<string, Set<string>>;
  /** Answers that are on their way, to be let through later or never. */
  readonly held: { settle(): void }[];
  /** The share of its calls that go wrong. */
  mood: number;
  /** Nobody answers there. */
  down: boolean;
  /** Whoever calls goes on without the answer; others would wait for ever. */
  mayHold: boolean;
  readonly post: Post;
};

export type Offered = {
  type: string;
  min: number;
  max: number;
  refill: boolean;
  cancel: boolean;
  dripfeed: boolean;
};
