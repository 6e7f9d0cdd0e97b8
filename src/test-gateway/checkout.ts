/** What the shop asked to be paid. Amounts are nano-units of `currency`, times milliseconds. */
export type TestCheckout = {
  id: string;
  /** The shop's own name of it, such as `pay_12`. */
  reference: string;
  amount: bigint;
  currency: string;
  description: string;
  returnUrl: string;
  cancelUrl: string;
  eventsUrl: string;
  madeAt: number;
  expiresAt: number;
};

export type FactKind =
  | 'processing'
  | 'received'
  | 'failed'
  | 'expired'
  | 'refunded'
  | 'disputed'
  | 'dispute_won'
  | 'dispute_lost';

/** Something that happened to a checkout, or will: nobody hears of it before its time. */
export type Fact = {
  id: string;
  checkoutId: string;
  kind: FactKind;
  /** Of what came, went back or is disputed; zero where nothing moves. */
  amount: bigint;
  /** Which refund or dispute it is about. */
  of: string | null;
  at: number;
};

/** What has been paid of a checkout by then. */
export const paidOf = (facts: readonly Fact[], now: number): bigint =>
  sumOf(facts, 'received', now) - sumOf(facts, 'refunded', now);

/** What is still asked for. */
export const dueOf = (checkout: TestCheckout, facts: readonly Fact[], now: number): bigint => {
  const due = checkout.amount - sumOf(facts, 'received', now);
  return due > 0n ? due : 0n;
};

const sumOf = (facts: readonly Fact[], kind: FactKind, now: number): bigint =>
  facts
    .filter((fact) => fact.kind === kind && fact.at <= now)
    .reduce((sum, { amount }) => sum + amount, 0n);

/** The dispute that nobody has decided, or will have decided. */
export function openDispute(facts: readonly Fact[]): Fact | undefined {
  const decided = new Set(
    facts.filter(({ kind }) => kind.startsWith('dispute_')).map(({ of }) => of),
  );
  return facts.find(({ kind, of }) => kind === 'disputed' && !decided.has(of));
}
