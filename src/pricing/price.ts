import { discountRate, type BasisPoints, type Rate } from '#lib/money.ts';

/** What one account was granted for one service: a rate of its own, or a percentage off. */
export type OwnRate =
  | { readonly rate: Rate; readonly discountBp: null }
  | { readonly rate: null; readonly discountBp: BasisPoints };

/** By service id. */
export type OwnRates = ReadonlyMap<number, OwnRate>;

/** What a caller pays per 1000, and why. An order keeps all of it. */
export type Price = {
  readonly rate: Rate;
  readonly baseRate: Rate;
  readonly ownRate: Rate | null;
  readonly ownDiscountBp: BasisPoints | null;
  readonly tierDiscountBp: BasisPoints;
};

/**
 * Base rate, then the account's own rate (which replaces it) or percentage, then the tier's
 * discount. Rounded up once, to the micro-unit, at the end.
 */
export function priceOf(
  service: { readonly rate: Rate },
  own: OwnRate | undefined,
  tierDiscountBp: BasisPoints,
): Price {
  const explained = {
    baseRate: service.rate,
    ownRate: own?.rate ?? null,
    ownDiscountBp: own?.discountBp ?? null,
    tierDiscountBp,
  };
  return { ...explained, rate: lowered(explained) };
}

/**
 * The price after a percent coupon, worked out from the base so that it is rounded up once and
 * not twice. The explanation stays; the coupon is explained by its own id and percentage.
 */
export const priceWithCoupon = (price: Price, couponDiscountBp: BasisPoints): Price => ({
  ...price,
  rate: lowered(price, couponDiscountBp),
});

type Explained = Omit<Price, 'rate'>;

const lowered = (price: Explained, couponDiscountBp: BasisPoints = 0): Rate =>
  discountRate(price.ownRate ?? price.baseRate, [
    price.ownDiscountBp ?? 0,
    price.tierDiscountBp,
    couponDiscountBp,
  ]);
