import type { OrderKind, OrderStatus } from '#orders/index.ts';

export type RefillFacts = {
  kind: OrderKind;
  status: OrderStatus;
  endedAt: Date | null;
  /** Of its service. */
  refill: boolean;
  guaranteeDays: number | null;
  refillCap: number;
  /** Refills it had that were not rejected. */
  granted: number;
  /** One of them is under way. */
  isOpen: boolean;
};

export type RefillRefusal =
  | 'no_refill'
  | 'drip_feed'
  | 'subscription'
  | 'not_delivered'
  | 'guarantee_over'
  | 'cap_reached'
  | 'open';

export type RefillOutlook =
  /** Until then, where the guarantee has an end. */
  { can: true; until: Date | null } | { can: false; why: RefillRefusal };

const DAY_MS = 24 * 3_600_000;

/** Whether a refill may be asked for, the same before the click and after it. */
export function refillOutlook(facts: RefillFacts, now: Date): RefillOutlook {
  const why = whyNot(facts, now);
  return why === null ? { can: true, until: guaranteedUntil(facts) } : { can: false, why };
}

function whyNot(facts: RefillFacts, now: Date): RefillRefusal | null {
  if (!facts.refill) return 'no_refill';
  if (facts.kind === 'drip_feed' || facts.kind === 'subscription') return facts.kind;
  if (facts.isOpen) return 'open';
  if (facts.endedAt === null || facts.status === 'canceled') return 'not_delivered';
  const until = guaranteedUntil(facts);
  if (until !== null && now > until) return 'guarantee_over';
  return facts.granted >= facts.refillCap ? 'cap_reached' : null;
}

const guaranteedUntil = ({ endedAt, guaranteeDays }: RefillFacts): Date | null =>
  endedAt === null || guaranteeDays === null
    ? null
    : new Date(endedAt.getTime() + guaranteeDays * DAY_MS);
