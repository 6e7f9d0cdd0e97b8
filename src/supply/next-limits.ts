import { QUANTITY_FROM, type Supplied, type SuppliedRoute } from '#catalog/index.ts';
import type { Offer } from '#providers/index.ts';
import { limitsOf } from './terms.ts';

type Limits = Pick<Supplied, 'min' | 'max'>;

/**
 * Limits follow the only provider where they were his; our own, narrower ones stay. Null where
 * nothing would be left that can be ordered. A package's are ours: they say what is in it.
 */
export function nextLimits(
  service: Supplied,
  providerId: number,
  { offer, last }: { offer: Offer; last: Offer | null },
): Limits | null {
  const { min, max } = service;
  if (QUANTITY_FROM[service.type] === 'min') return { min, max };
  const limits = limitsOf(offer);
  if (!limits) return null;
  if (!isAlone(service, providerId)) {
    return limits.min <= max && min <= limits.max ? { min, max } : null;
  }
  const before = last && limitsOf(last);
  const next = {
    min: min === before?.min ? limits.min : Math.max(min, limits.min),
    max: max === before?.max ? limits.max : Math.min(max, limits.max),
  };
  return next.min <= next.max ? next : null;
}

export const isUsable = (route: SuppliedRoute): boolean => route.active && !route.providerPaused;

/** This provider delivers it, and no other one now. */
export const isAlone = (service: Supplied, providerId: number): boolean =>
  service.routes.every((one) => (one.providerId === providerId ? one.active : !isUsable(one)));
