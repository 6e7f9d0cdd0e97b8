import type { Route } from './route.ts';

/**
 * The route of one order, of those of a service or what is left of them, in their order. The
 * lowest priority goes first; of equals each has its share of the orders, and one without a share
 * stands by. Where none has a share the first, the cheapest, has all. Null when there is none.
 */
export function chooseRoute(routes: readonly Route[], random: () => number): Route | null {
  const first = routes[0];
  if (!first) return null;
  const priority = Math.min(...routes.map((route) => route.priority));
  const equals = routes.filter((route) => route.priority === priority);
  const whole = equals.reduce((sum, route) => sum + (route.share ?? 0), 0);
  if (whole === 0) return equals[0] ?? first;
  let rest = random() * whole;
  for (const route of equals) {
    rest -= route.share ?? 0;
    if (rest < 0) return route;
  }
  return equals[0] ?? first;
}
