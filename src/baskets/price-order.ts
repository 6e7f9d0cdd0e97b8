import { findAccount } from '#accounts/index.ts';
import { catalog, isOnSale, QUANTITY_FROM, type Service } from '#catalog/index.ts';
import { couponFault, findCoupon, type Coupon, type CouponFault } from '#coupons/index.ts';
import { readWallet } from '#ledger/index.ts';
import { AppError, type ErrorCode } from '#lib/errors.ts';
import { asMoney, type Money } from '#lib/money.ts';
import type { Fields } from '#lib/params/fields.ts';
import {
  chargeOf,
  draftFaults,
  findOpenOnLink,
  measureOrder,
  orderInputs,
  readOrderForm,
  type Charge,
  type OpenOnLink,
  type OrderDraft,
  type OrderParams,
} from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { ownRates, priceOf, type Price } from '#pricing/index.ts';
import { buyerOf } from './buyer-of.ts';
import { checkLink, type LinkVerdict } from './check-link.ts';

export type OrderAsked = {
  accountId: number;
  serviceId: number;
  /** By the names of the API, as they were typed. */
  fields: Fields;
};

/** What placing would refuse. */
export type OrderFault = {
  code: ErrorCode | 'other_platform' | 'price_changed';
  /** Of the field it stands beside; null: of the order as a whole. */
  parameter: string | null;
  coupon?: CouponFault;
};

/** An order that is being thought about: its exact price, why, and what stands in its way. */
export type OrderPricing = {
  service: Service;
  tier: string;
  price: Price;
  /** Null while it is not known how much is wanted. */
  size: Pick<OrderDraft, 'quantity' | 'dripFeed'> | null;
  charge: Charge | null;
  /** Of a standing order, which is charged post by post: what the least and the largest one cost. */
  perPost: { least: Money; most: Money } | null;
  /** That can be used. */
  coupon: Coupon | null;
  balance: Money;
  /** What the wallet can spend: the balance and its credit. */
  available: Money;
  faults: OrderFault[];
  link: LinkVerdict | null;
  /** An order on the same link that is under way. */
  open: OpenOnLink | null;
};

/**
 * The charge that placing these fields now would make, to the last digit, and everything for which
 * it would be refused. Changes nothing. Refuses `service_not_found` and what `buyerOf` does.
 */
export async function priceOrder(app: App, asked: OrderAsked): Promise<OrderPricing> {
  const { accountId, serviceId, fields } = asked;
  const service = (await catalog(app)).services.get(serviceId);
  if (!service || !isOnSale(service)) {
    throw new AppError('service_not_found', 'Service not found', { parameter: 'service' });
  }
  const { params, faults } = readOrderForm(service.type, fields);
  const [buyer, account, own, wallet, open] = await Promise.all([
    buyerOf(app.db, accountId),
    findAccount(app.db, accountId),
    ownRates(app, accountId),
    readWallet(app.db, accountId),
    findOpenOnLink(app.db, { accountId, serviceId, link: params.link ?? '' }),
  ]);
  const price = priceOf(service, own.get(service.id), buyer.tierDiscountBp);
  const measured = measure(service, params);
  const bare = measured && chargeOrFault(price, measured.quantity, null);
  const use = await usableCoupon(app, asked, params, bare?.charge ?? null, service);
  const charge = measured && chargeOrFault(price, measured.quantity, use.coupon);
  const available = asMoney(wallet.balance + wallet.creditLimit);
  const link = params.link === undefined ? undefined : checkLink(service, params.link);
  return {
    ...{ service, price, charge, available, coupon: use.coupon },
    tier: account?.tier ?? '',
    size: measured,
    balance: wallet.balance,
    perPost: postsOf(service, params, price, use.coupon),
    faults: [
      ...oneEach(service, [...faults, ...draftFaults(service, params)]),
      ...(link?.fit === 'other_platform'
        ? [{ code: 'other_platform', parameter: 'link' } as const]
        : []),
      ...(service.linkGuard && open?.serviceId === serviceId
        ? [{ code: 'link_active', parameter: 'link' } as const]
        : []),
      ...(use.fault
        ? [{ code: 'invalid_coupon', parameter: 'coupon', coupon: use.fault } as const]
        : []),
      ...(charge && charge.due > available
        ? [{ code: 'insufficient_balance', parameter: null } as const]
        : []),
    ],
    link: link ?? null,
    open: open ?? null,
  };
}

/** One fault a field, as the form has them: what cannot be read is not also too small. */
function oneEach({ type }: Service, found: readonly AppError[]): OrderFault[] {
  const byField = new Map<string | null, OrderFault>();
  for (const { code, parameter = null } of found) {
    if (!byField.has(parameter)) byField.set(parameter, { code, parameter });
  }
  const names = orderInputs(type).map(({ name }) => name);
  const place = ({ parameter }: OrderFault) => names.indexOf(parameter ?? '');
  return [...byField.values()].sort((a, b) => place(a) - place(b));
}

function measure(service: Service, params: OrderParams): OrderPricing['size'] {
  try {
    return measureOrder(service, params);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** A charge beyond 64 bits is none; placing refuses it beside the quantity. */
function chargeOrFault(price: Price, quantity: number, coupon: Coupon | null): Charge | null {
  try {
    return chargeOf(price, quantity, coupon);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function postsOf(
  { type }: Service,
  { min, max }: OrderParams,
  price: Price,
  coupon: Coupon | null,
): OrderPricing['perPost'] {
  if (QUANTITY_FROM[type] !== 'none' || min === undefined || max === undefined) return null;
  const [least, most] = [min, max].map((one) => chargeOrFault(price, one, coupon)?.charge);
  return least === undefined || most === undefined || most < least ? null : { least, most };
}

type Use = { coupon: Coupon | null; fault?: CouponFault };

async function usableCoupon(
  app: App,
  { accountId, serviceId }: OrderAsked,
  { coupon: code }: OrderParams,
  charge: Money | null,
  { type }: Service,
): Promise<Use> {
  if (code === undefined) return { coupon: null };
  const found = await findCoupon(app.db, { code, accountId });
  const isStanding = QUANTITY_FROM[type] === 'none';
  // Whether the order is large enough is not asked before its size is known.
  if (found && charge === null && !isStanding) return { coupon: null };
  const fault = couponFault(found?.coupon, {
    now: new Date(app.clock.now()),
    serviceId,
    charge: isStanding ? null : charge,
    usesByAccount: found?.usesByAccount ?? 0,
  });
  return fault || !found ? { coupon: null, ...(fault && { fault }) } : { coupon: found.coupon };
}
