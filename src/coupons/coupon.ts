import type { BasisPoints, Money } from '#lib/money.ts';

/** A coupon takes either a percentage or a fixed amount off. */
export type Coupon = {
  readonly id: number;
  /** Upper case. */
  readonly code: string;
  readonly discountBp: BasisPoints | null;
  readonly amount: Money | null;
  /** The charge, before the coupon, from which on it may be used. */
  readonly minimumCharge: Money;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly maxUses: number | null;
  readonly maxUsesPerAccount: number | null;
  readonly uses: number;
  /** Empty: every service. */
  readonly serviceIds: readonly number[];
  readonly active: boolean;
};

/** What is paid from the promotion ledger: never more than the order costs. Percent coupons: 0. */
export function couponAmount(coupon: Coupon, charge: Money): Money {
  const amount = coupon.amount ?? (0n as Money);
  return amount < charge ? amount : charge;
}

/**
 * A code as it is stored, or undefined when no coupon can have it. Case does not matter; only
 * ASCII is upper-cased, so that no other letter can turn into one of a code.
 */
export function normalCode(text: string): string | undefined {
  const trimmed = text.trim();
  return /^[A-Za-z0-9_-]{2,40}$/.test(trimmed) ? trimmed.toUpperCase() : undefined;
}
