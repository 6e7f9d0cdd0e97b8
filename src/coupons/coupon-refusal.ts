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

export type CouponFault =
  | { kind: 'unknown' | 'early' | 'expired' | 'service' | 'fixed' | 'used' | 'usedByAccount' }
  | { kind: 'minimum' | 'minimumOfPosts'; amount: Money };

export const USED_UP = 'the coupon is used up';

const WORDS: Readonly<Record<CouponFault['kind'], string>> = {
  unknown: 'the coupon is not known',
  early: 'the coupon is not valid yet',
  expired: 'the coupon has expired',
  service: 'the coupon is not for this service',
  fixed: 'a coupon of a fixed amount is not for subscriptions',
  minimumOfPosts: 'a coupon with a minimum charge is not for subscriptions',
  minimum: 'the coupon is for orders of at least ',
  used: USED_UP,
  usedByAccount: 'the coupon is used up for this account',
};

/**
 * Why the coupon cannot be used for this order (`invalid_coupon`), or undefined when it can. An
 * unknown coupon is undefined here; one that was switched off reads like an unknown one. Callers
 * that use one coupon several times in a batch count their own uses into `uses` themselves.
 */
export function couponRefusal(coupon: Coupon | undefined, use: CouponUse): AppError | undefined {
  const fault = couponFault(coupon, use);
  if (!fault) return undefined;
  const amount = fault.kind === 'minimum' ? formatMoney(fault.amount) : '';
  return invalidCoupon(WORDS[fault.kind] + amount);
}

export const invalidCoupon = (why: string): AppError =>
  new AppError('invalid_coupon', why, { parameter: 'coupon' });

/** The same as data, for those who say it in words of their own. */
export function couponFault(coupon: Coupon | undefined, use: CouponUse): CouponFault | undefined {
  if (!coupon?.active) return { kind: 'unknown' };
  if (use.now < coupon.startsAt) return { kind: 'early' };
  if (coupon.endsAt && use.now >= coupon.endsAt) return { kind: 'expired' };
  if (coupon.serviceIds.length > 0 && !coupon.serviceIds.includes(use.serviceId)) {
    return { kind: 'service' };
  }
  const ofCharge = chargeFault(coupon, use.charge);
  if (ofCharge) return ofCharge;
  if (coupon.maxUses !== null && coupon.uses >= coupon.maxUses) return { kind: 'used' };
  if (coupon.maxUsesPerAccount !== null && use.usesByAccount >= coupon.maxUsesPerAccount) {
    return { kind: 'usedByAccount' };
  }
  return undefined;
}

function chargeFault(
  { amount, minimumCharge }: Coupon,
  charge: Money | null,
): CouponFault | undefined {
  if (charge === null && amount !== null) return { kind: 'fixed' };
  if (charge === null && minimumCharge > ZERO) {
    return { kind: 'minimumOfPosts', amount: minimumCharge };
  }
  if (charge === null || charge >= minimumCharge) return undefined;
  return { kind: 'minimum', amount: minimumCharge };
}
