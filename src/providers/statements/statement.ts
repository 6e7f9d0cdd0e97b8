import type { StatementClass } from '#platform/db/schema.ts';

export type { StatementClass };

/** From one balance that the provider told to a later one. Amounts are nano-units of its currency. */
export type Period = {
  from: Date;
  until: Date;
  opening: bigint;
  closing: bigint;
  /** Nothing was on its way or in doubt at the beginning. */
  clean: boolean;
};

/** What our records say of a period. */
export type Accounts = {
  topups: bigint;
  /** What was found before without an order, and stays as it is. */
  accepted: bigint;
  /** What was agreed for the orders that were placed and ended in it. */
  expected: bigint;
  /** The same, by the provider's own word where it gave one. */
  reported: bigint;
  /** By how much all of that may be off, because the cost of open orders was rounded. */
  tolerance: bigint;
  /** Orders that were placed without their cost being known. */
  unpriced: number;
  /** Orders whose charge is not what was agreed. */
  differences: Difference[];
  /** Orders that may or may not be in a balance. */
  candidates: Candidate[];
};

export type Difference = {
  class: StatementClass;
  /** Null: it is about no order that can be named. */
  orderId: number | null;
  /** Above zero: the provider took more. */
  amount: bigint;
  note: string;
};

export type Candidate = Difference & {
  /** Told even where the balance does not show it. */
  open: boolean;
};

export type Explained = {
  differences: Difference[];
  /** What no order and no payment accounts for. */
  unexplained: bigint;
  /** Nothing is on its way or in doubt at the end. */
  clean: boolean;
};

/** What a provider took in a period against what it should have taken. */
export type Statement = {
  period: Period;
  /** What the balance fell by, payments taken out. */
  taken: bigint;
  topups: bigint;
  expected: bigint;
  reported: bigint;
} & Explained;

/** A difference on record, with its age. */
export type OpenDifference = Difference & { id: bigint; firstSeenAt: Date };
