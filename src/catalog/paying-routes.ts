import { costOf, type Route } from './route.ts';

/** What an order brings: its rate, in micro-units per 1000, for so many pieces. */
export type Bought = { rate: bigint; quantity: number };

const PIECES_OF_NOTHING = 1_000; // a standing order has no quantity: its rates are compared

/** The provider takes no more than the customer pays. One whose cost nobody knows may be taken. */
export function isPaid(route: Route, { rate, quantity }: Bought): boolean {
  const pieces = quantity === 0 ? PIECES_OF_NOTHING : quantity;
  const cost = costOf(route, pieces);
  return cost === null || cost <= rate * BigInt(pieces);
}

/**
 * Those of an order's routes that its price pays for. All of them where none does: the price was
 * agreed on, and whether a service is sold at a loss is decided before it is ordered.
 */
export function payingRoutes(routes: readonly Route[], order: Bought): readonly Route[] {
  if (routes.length < 2) return routes;
  const paying = routes.filter((route) => isPaid(route, order));
  return paying.length > 0 ? paying : routes;
}
