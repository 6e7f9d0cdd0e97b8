import { chooseRoute, type Route } from '#catalog/index.ts';

/** What an order has met at a provider so far. */
export type Tried = {
  /** For good: it is not asked again. */
  refused: boolean;
  neverSent: number;
  /** Number of the last attempt there. */
  last: number;
};

export type Choice = {
  /** Why the provider that it was sent to does not have it. */
  why: 'refused' | 'later' | 'never_sent';
  providerId: number;
  /** Those that may be taken and cost no more than the order brings. */
  routes: readonly Route[];
  tried: ReadonlyMap<number, Tried>;
  /** Providers that do not answer at present. */
  down: ReadonlySet<number>;
};

const PATIENT_TRIES = 3; // what could not be sent is sent to the same provider first

/**
 * Where an order goes that certainly nobody has: to a route that was not tried, at once; when
 * all were, to the one that was tried longest ago and did not refuse it for good, after a pause.
 * Null when every one did.
 */
export function nextRoute(
  { why, providerId, routes, tried, down }: Choice,
  random: () => number,
): { providerId: number; waits: boolean } | null {
  const triedHere = tried.get(providerId)?.neverSent ?? 0;
  if (why === 'never_sent' && !down.has(providerId) && triedHere < PATIENT_TRIES) {
    return { providerId, waits: true };
  }
  const open = routes.filter((route) => tried.get(route.providerId)?.refused !== true);
  const untried = open.filter((route) => !tried.has(route.providerId));
  const up = untried.filter((route) => !down.has(route.providerId));
  const fresh =
    chooseRoute(up, random) ?? (why === 'refused' ? chooseRoute(untried, random) : null);
  if (fresh) return { providerId: fresh.providerId, waits: false };
  const lastOf = (route: Route) => tried.get(route.providerId)?.last ?? 0;
  const [again] = open
    .filter((route) => tried.has(route.providerId))
    .sort((a, b) => lastOf(a) - lastOf(b));
  if (again) return { providerId: again.providerId, waits: true };
  return why === 'refused' ? null : { providerId, waits: true };
}
