import { AppError } from '#lib/errors.ts';
import { formatMoney, ZERO, type Money } from '#lib/money.ts';
import type { Coupon } from './coupon.ts';

export type CouponUse = {
  now: Date;
  serviceId: number;
  /** Before the coupon; null for a subscription, whose posts are charged later, one by one. */
  charge: Money | null;
  usesByAccount: number;
};

/**
 * Why the coupon cannot be used for this order (`invalid_coupon`), or undefined when it can. An
 * unknown coupon is undefined here; one that was switched off reads like an unknown one. Callers
 * that use one coupon several times in a batch count their own uses into `uses` themselves.
 */
export function couponRefusal(coupon: Coupon | undefined, use: CouponUse): AppError | undefined {
  const why = reason(coupon, use);
  return why === undefined ? undefined : invalidCoupon(why);
}

export const invalidCoupon = (why: string): AppError =>
  new AppError('invalid_coupon', why, { parameter: 'coupon' });

export const USED_UP = 'the coupon is used up';

function reason(coupon: Coupon | undefined, use: CouponUse): string | undefined {
  if (!coupon?.active) return 'the coupon is not known';
  if (use.now < coupon.startsAt) return 'the coupon is not valid yet';
  if (coupon.endsAt && use.now >= coupon.endsAt) return 'the coupon has expired';
  if (coupon.serviceIds.length > 0 && !coupon.serviceIds.includes(use.serviceId)) {
    return 'the coupon is not for this service';
  }
  const notForCharge = chargeReason(coupon, use.charge);
  if (notForCharge !== undefined) return notForCharge;
  if (coupon.maxUses !== null && coupon.uses >= coupon.maxUses) return USED_UP;
  if (coupon.maxUsesPerAccount !== null && use.usesByAccount >= coupon.maxUsesPerAccount) {
    return 'the coupon is used up for this account';
  }
  return undefined;
}

function chargeReason({ amount, minimumCharge }: Coupon, charge: Money | null): string | undefined {
  if (charge === null) {
    if (amount !== null) return 'a coupon of a fixed amount is not for subscriptions';
    if (minimumCharge > ZERO) return 'a coupon with a minimum charge is not for subscriptions';
    return undefined;
  }
  if (charge >= minimumCharge) return undefined;
  return `the coupon is for orders of at least ${formatMoney(minimumCharge)}`;
}
