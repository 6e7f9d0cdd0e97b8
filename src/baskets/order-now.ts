import { createHash } from 'node:crypto';
import { catalog } from '#catalog/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import type { Fields } from '#lib/params/fields.ts';
import {
  draftOrder,
  placeOrder,
  readOrderParams,
  requestHash,
  type OrderDraft,
  type Placed,
} from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { ownRates, priceOf } from '#pricing/index.ts';
import { buyerOf } from './buyer-of.ts';
import { checkLink } from './check-link.ts';
import { noteUse } from './note-use.ts';
import type { OrderAsked } from './price-order.ts';

export type OrderNow = OrderAsked & {
  /** Made with the form: the same form sent again answers the original order. */
  requestId: string;
  /** Paid now, submitted then. */
  startsAt: Date | null;
  /** The rate that the form showed, before a coupon; null: none was shown. */
  seenRate: bigint | null;
};

const SOONEST_MS = 60_000; // what is nearer is now
const LATEST_MS = 90 * 24 * 3_600_000; // a price and a service may be believed in for a season

/**
 * Places what a form asks for, exactly once per request id, as the API would place the same fields.
 * Refuses what placing refuses, a link to another platform with `invalid_link`, and a start that is
 * not between a minute and 90 days ahead with `invalid_parameter` (`starts_at`), and a rate above
 * the one that was seen with `conflict` (`price`).
 */
export async function orderNow(app: App, order: OrderNow): Promise<Placed> {
  const { accountId, serviceId, requestId, startsAt } = order;
  const buyer = await buyerOf(app.db, accountId);
  // `service` stands among the fields as in a call of the API: equal calls have equal hashes.
  const fields: Fields = new Map(order.fields).set('service', String(serviceId));
  const placed = await placeOrder(app, {
    buyer,
    requestId: `form:${requestId}`,
    requestHash: hashOf(fields, startsAt),
    repeatWindowS: 0,
    draft: await draft(app, order, buyer.tierDiscountBp),
    startsAt,
  });
  if (!placed.replayed) await noteUse(app, { accountId, serviceId });
  return placed;
}

function hashOf(fields: Fields, startsAt: Date | null): Buffer {
  const plain = requestHash(fields);
  if (!startsAt) return plain;
  return createHash('sha256').update(plain).update(startsAt.toISOString()).digest();
}

/** Handed on and not thrown: a repeat is answered with its order, whatever is refused by now. */
async function draft(
  app: App,
  order: OrderNow,
  tierDiscountBp: number,
): Promise<OrderDraft | AppError> {
  try {
    const service = (await catalog(app)).services.get(order.serviceId);
    if (!service) throw new AppError('service_not_found', 'Service not found');
    const made = draftOrder(service, readOrderParams(service.type, order.fields));
    if (checkLink(service, made.link)?.fit === 'other_platform') {
      throw new AppError('invalid_link', 'a link to the platform of the service', {
        parameter: 'link',
      });
    }
    const own = (await ownRates(app, order.accountId)).get(service.id);
    const { rate } = priceOf(service, own, tierDiscountBp);
    if (order.seenRate !== null && rate > order.seenRate) {
      throw new AppError('conflict', 'the price has risen since', { parameter: 'price' });
    }
    return inTime(made, order.startsAt, app.clock.now());
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}

function inTime(made: OrderDraft, startsAt: Date | null, now: number): OrderDraft {
  const ahead = startsAt === null ? SOONEST_MS : startsAt.getTime() - now;
  if (ahead >= SOONEST_MS && ahead <= LATEST_MS) return made;
  throw new AppError('invalid_parameter', 'a time from a minute to 90 days ahead', {
    parameter: 'starts_at',
  });
}
