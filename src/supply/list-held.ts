import { suppliedHeld, type Supplied, type SuppliedRoute } from '#catalog/index.ts';
import { parseRate, type Rate } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';
import { heldOfferOf, type HoldCause } from './held-offer.ts';

/** What waits for the operator: a service that is not sold, or a route that is not taken. */
export type Held = {
  service: Supplied;
  /** Null: the service is held; else it goes on without this one. */
  route: SuppliedRoute | null;
  causes: readonly string[];
  reason: string;
  /** The price that would be accepted; null: as it is. */
  rate: Rate | null;
  since: Date | null;
};

/** Services first, each with those of its routes that the sync paused. */
export async function listHeld(db: Db): Promise<Held[]> {
  const services = await suppliedHeld(db);
  return services.flatMap((service) => [
    ...(service.heldReason === null ? [] : [asHeld(service, service.heldReason)]),
    ...service.routes
      .filter((route) => route.pausedCauses.length > 0)
      .map((route) => ({
        service,
        route,
        causes: route.pausedCauses,
        reason: route.pausedReason ?? '',
        rate: null,
        since: null,
      })),
  ]);
}

function asHeld(service: Supplied, reason: string): Held {
  const offer = heldOfferOf(service);
  const causes: readonly HoldCause[] = offer?.causes ?? [];
  const rate = offer?.rate === undefined || service.ratePinned ? null : parseRate(offer.rate);
  return { service, route: null, causes, reason, rate, since: service.heldAt };
}
