import { asMoney, type Money, type Rate } from '#lib/money.ts';
import type { CostBasis as StoredBasis } from '#platform/db/schema.ts';

/** What a provider's price is for: a thousand pieces, or one order of a package. */
export type CostBasis = StoredBasis;

/** A way to have a service delivered, as it may be taken now. */
export type Route = {
  readonly providerId: number;
  /** The provider's own id of the service. */
  readonly providerService: string;
  /** What the provider asks, in our currency; null when it is not known. */
  readonly costRate: Rate | null;
  readonly costBasis: CostBasis;
  /** The lowest goes first. */
  readonly priority: number;
  /** Weight among routes of one priority. */
  readonly share: number | null;
};

export const COST_BASES = ['per_1000', 'per_order'] as const satisfies readonly CostBasis[];

const PIECES_OF_BASIS = 1_000n; // micro-units per order become nano-units

/** What the provider takes for one order of so many pieces, exact; null when it is not known. */
export function costOf(
  { costRate, costBasis }: Pick<Route, 'costRate' | 'costBasis'>,
  quantity: number,
): Money | null {
  if (costRate === null) return null;
  return asMoney(costRate * (costBasis === 'per_order' ? PIECES_OF_BASIS : BigInt(quantity)));
}

/**
 * Routes as they are preferred: by priority, share (the largest first), cost of so many pieces
 * (unknown last) and the provider's number.
 */
export const inOrder = (routes: readonly Route[], quantity: number): Route[] =>
  routes.toSorted(
    (a, b) =>
      a.priority - b.priority ||
      (b.share ?? 0) - (a.share ?? 0) ||
      byCost(costOf(a, quantity), costOf(b, quantity)) ||
      a.providerId - b.providerId,
  );

function byCost(a: Money | null, b: Money | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : Number(a > b);
}
