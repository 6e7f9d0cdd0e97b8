import { couponAmount, type Coupon } from '#coupons/index.ts';
import { chargeFor, ZERO, type Money, type Rate } from '#lib/money.ts';
import { priceWithCoupon, type Price } from '#pricing/index.ts';

/** What an order costs; amounts in nano-units. */
export type Charge = {
  /** Frozen on the order, after a percent coupon. */
  rate: Rate;
  charge: Money;
  /** What a fixed coupon pays of it. */
  couponAmount: Money;
  /** What the wallet pays. */
  due: Money;
};

/**
 * The exact charge of so many pieces. A percent coupon lowers the rate, a fixed one pays a part.
 * Whether the coupon may be used is not asked here. Refuses `invalid_parameter` beyond 64 bits.
 */
export function chargeOf(price: Price, quantity: number, coupon: Coupon | null): Charge {
  const percent = coupon?.discountBp ?? null;
  const { rate } = percent === null ? price : priceWithCoupon(price, percent);
  const charge = chargeFor(rate, quantity);
  const paid = coupon && percent === null ? couponAmount(coupon, charge) : ZERO;
  return { rate, charge, couponAmount: paid, due: (charge - paid) as Money };
}
