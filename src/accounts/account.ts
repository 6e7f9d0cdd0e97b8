import type { BasisPoints, Money } from '#lib/money.ts';

/** A customer: the one who owns a wallet, keys and orders. People sign in as its users. */
export type Account = {
  id: number;
  email: string;
  tier: string;
  /** An operator chose the tier; deposits no longer move it. */
  tierPinned: boolean;
  lifetimeDeposits: Money;
  suspended: { at: Date; reason: string } | null;
  createdAt: Date;
};

export type Tier = {
  id: number;
  name: string;
  /** Lifetime deposits that reach it. */
  reachedAt: Money;
  /** Over all keys of the account; null is unlimited. */
  requestsPerMinute: number | null;
  discountBp: BasisPoints;
};
