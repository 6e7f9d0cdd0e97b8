import { updateServices, type Supplied } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Rate } from '#lib/money.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { lockHeld, usableRoutes } from './accept-hold.ts';
import { heldOfferOf, type HoldCause } from './held-offer.ts';
import { settleNotices } from './settle-notices.ts';
import { costPer1000, lossAt } from './terms.ts';

export type RejectHold = {
  serviceId: number;
  /** Why it is sold under cost all the same, while the cost is no higher than now. */
  force?: string;
};

/** A price cannot put these right: what is sold is not to be had. */
const NOT_TO_BE_HAD: readonly HoldCause[] = ['vanished', 'limits'];

/**
 * Sells a held service again as it was, and pins its price where another was proposed. Refuses
 * `service_not_found` and `conflict`: it is not held, its provider does not deliver it so, or it
 * would be sold under cost and no reason is given.
 */
export const rejectHold = (
  app: App,
  { serviceId, force }: RejectHold,
  actor: Actor,
): Promise<Supplied> =>
  app.transact(async (tx) => {
    const now = new Date(app.clock.now());
    const service = await lockHeld(tx, serviceId);
    if (service.heldAt === null) throw new AppError('conflict', `service ${serviceId} is not held`);
    const held = heldOfferOf(service);
    const others = usableRoutes(service).filter((one) => one.providerId !== held?.providerId);
    if (others.length === 0 && held?.causes.some((cause) => NOT_TO_BE_HAD.includes(cause))) {
      throw new AppError(
        'conflict',
        `${service.heldReason}: accept it, or send service ${serviceId} to another provider`,
      );
    }
    const loss = lossOf(service);
    if (loss !== undefined && !force) {
      throw new AppError(
        'conflict',
        `service ${serviceId} would be sold under cost: give it another price first, or say why ` +
          'with --force <reason>',
      );
    }
    const patch = {
      id: serviceId,
      hold: null,
      ...(held?.rate === undefined ? {} : { ratePinned: true }),
      ...(loss === undefined ? {} : { lossAccepted: loss }),
    };
    const source = actorName(actor);
    const reason = `kept as it was${force ? `: ${force}` : ''}; held for: ${service.heldReason}`;
    await updateServices(tx, [patch], { source, reason });
    await settleNotices(tx, { now, by: source });
    return lockHeld(tx, serviceId);
  });

/** The cost per 1000 that the price does not cover. */
function lossOf(service: Supplied): Rate | undefined {
  const [first] = usableRoutes(service);
  if (!first || first.costRate === null) return undefined;
  const terms = { costRate: first.costRate, costBasis: first.costBasis };
  return lossAt(service, service.rate, terms) === undefined
    ? undefined
    : costPer1000(terms, service);
}
