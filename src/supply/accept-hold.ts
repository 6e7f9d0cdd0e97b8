import {
  inOrder,
  lockSupplied,
  routeServices,
  updateServices,
  type ServicePatch,
  type Supplied,
  type SuppliedRoute,
} from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { parseRate, type Rate } from '#lib/money.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { heldOfferOf, type HeldOffer } from './held-offer.ts';
import { isUsable } from './next-limits.ts';
import { settleNotices } from './settle-notices.ts';
import { lossAt, typeNamed } from './terms.ts';

/** What became of it: sold again, switched off (nobody delivers it), or its routes are taken. */
export type Accepted = { outcome: 'sold' | 'switched_off' | 'routes'; service: Supplied };

/**
 * Agrees to what a held service was held for: the new price or type is set and it is sold again;
 * one that no provider offers any more is switched off. Routes that the sync paused are taken
 * again where they pay. Refuses `service_not_found` and `conflict`: not held, or still sold under
 * cost.
 */
export const acceptHold = (app: App, serviceId: number, actor: Actor): Promise<Accepted> =>
  app.transact(async (tx) => {
    const now = new Date(app.clock.now());
    const service = await lockHeld(tx, serviceId);
    const held = heldOfferOf(service);
    const patch = service.heldAt === null ? undefined : patchOf(service, held);
    const rate = patch?.rate ?? service.rate;
    const routes = await resume(tx, service, rate);
    if (!patch && routes.length === 0) throw new AppError('conflict', nothingToAccept(service));
    const source = actorName(actor);
    if (patch) {
      const cause = { source, reason: `accepted: ${service.heldReason}` };
      await updateServices(tx, [{ ...patch, id: service.id, hold: null }], cause);
    }
    await settleNotices(tx, { now, by: source });
    const outcome = !patch ? 'routes' : patch.active === false ? 'switched_off' : 'sold';
    return { outcome, service: await lockHeld(tx, serviceId) };
  });

/** Refuses `service_not_found`. */
export async function lockHeld(tx: Tx, serviceId: number): Promise<Supplied> {
  const [service] = await lockSupplied(tx, [serviceId]);
  if (service) return service;
  throw new AppError('service_not_found', `there is no service ${serviceId}`);
}

type Patch = Omit<ServicePatch, 'id' | 'hold'>;

function patchOf(service: Supplied, held: HeldOffer | null): Patch {
  const isGone = held?.causes.includes('vanished') ?? false;
  const others = usableRoutes(service).filter((one) => one.providerId !== held?.providerId);
  if (isGone && others.length === 0) return { active: false };
  const patch: Patch = {};
  if (held?.rate !== undefined && !service.ratePinned) patch.rate = parseRate(held.rate);
  if (held?.min !== undefined) patch.min = held.min;
  if (held?.max !== undefined) patch.max = held.max;
  const type = held?.type === undefined ? undefined : typeNamed(held.type);
  if (type !== undefined) patch.type = type;
  refuseLoss({ ...service, ...patch }, isGone ? others : usableRoutes(service));
  return patch;
}

/** Those that orders may go to, the preferred one first. */
export const usableRoutes = (service: Supplied): SuppliedRoute[] => {
  const usable = service.routes.filter(isUsable);
  const byId = new Map(usable.map((route) => [route.providerId, route]));
  return inOrder(usable, service.min).flatMap(({ providerId }) => byId.get(providerId) ?? []);
};

function refuseLoss(service: Supplied, [first]: readonly SuppliedRoute[]): void {
  const quantity = first && lossAt(service, service.rate, first);
  if (quantity === undefined) return;
  throw new AppError(
    'conflict',
    `service ${service.id} would still be sold under cost, an order of ${quantity} for example: ` +
      'give it another price or a price rule, or reject what it is held for',
  );
}

async function resume(tx: Tx, service: Supplied, rate: Rate): Promise<SuppliedRoute[]> {
  const back = service.routes.filter(
    (route) =>
      route.pausedCauses.length > 0 &&
      !route.pausedCauses.includes('vanished') &&
      lossAt(service, rate, route) === undefined,
  );
  await routeServices(
    tx,
    back.map((route) => ({
      ...route,
      serviceId: service.id,
      pausedReason: null,
      pausedCauses: [],
    })),
  );
  return back;
}

function nothingToAccept({ id, routes }: Supplied): string {
  const [paused] = routes.filter((route) => route.pausedCauses.length > 0);
  return paused
    ? `provider ${paused.providerId} cannot deliver service ${id} as it is sold: ${paused.pausedReason}`
    : `service ${id} is not held`;
}
