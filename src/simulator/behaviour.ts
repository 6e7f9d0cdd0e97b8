import type { Fault, FaultShare } from './fault.ts';

/** How the simulated provider treats the orders of one of its services. */
export type Behaviour = {
  /** From acceptance to the first piece. */
  startAfterMs?: number;
  /** From the first piece to the last one. */
  deliverMs?: number;
  /** After which share of the pieces it stops, in percent, and which word it ends with. */
  stopsAt?: { percent: number; as: 'Partial' | 'Canceled' };
  startCount?: number | null;
  /** Of an order that names no quantity, a package; default: the lines of its list, or 1. */
  pieces?: number;
  /** Says this instead of the truth; of several, the last one that has begun. */
  claims?: Claim | readonly Claim[];
  /** Says this instead of the truth in so many of the answers about one order. */
  lies?: readonly { share: number; claim: Claim }[];
  /** What each order meets. */
  add?: AddBehaviour;
  /** What some of the orders meet. */
  faults?: readonly FaultShare[];
  /** What a wish to cancel gets; taken: the order ends Canceled, or Partial once it delivers. */
  cancel?: 'taken' | { error: string };
  refill?: 'done' | 'rejected' | { error: string };
  /** A standing order finds a new post so often. */
  postEveryMs?: number;
};

export type AddBehaviour = Fault;

/** Any of these is said as it is, however odd. */
export type Claim = {
  /** Begins at this age of the order; default: at once. */
  fromMs?: number;
  status?: string;
  remains?: number | string | null;
  startCount?: number | string | null;
  charge?: number | string | null;
  currency?: string;
};

/** Quick enough to watch, slow enough to see it happen: 8 to 20 seconds by size. */
export function deliveryMs(behaviour: Behaviour, quantity: number): number {
  return behaviour.deliverMs ?? Math.min(18_000, 6_000 + quantity * 2);
}

export const START_AFTER_MS = 1_500;
export const POST_EVERY_MS = 15_000;
