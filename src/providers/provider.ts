import type { Rate } from '#lib/money.ts';

/** An upstream panel that orders are passed on to. Its amounts are nano-units of its currency. */
export type Provider = {
  id: number;
  name: string;
  url: string;
  kind: ProviderKind;
  keySealed: Buffer;
  /** Calls at one time that may place orders. */
  concurrency: number;
  timeoutMs: number;
  paused: boolean;
  currency: string;
  /** Nano-units of the shop's currency for one unit of the provider's. */
  exchangeRate: bigint;
  /** Ids that one status call may name. */
  statusBatch: number;
  refill: boolean;
  cancel: boolean;
  /** Refuses a second order on a link while the first is open. */
  refusesDuplicates: boolean;
  /** What an unknown order did to the balance may be believed. */
  balanceEvidence: boolean;
  /** Quotes a package's rate for one order, not per 1000. */
  packagesPerOrder: boolean;
  lowBalance: bigint | null;
  /** As it said last. */
  balance: bigint | null;
  balanceAt: Date | null;
  /** Due diligence: who they are, their terms. */
  note: string | null;
  reviewedOn: string | null;
};

/** `v2`: the de-facto panel protocol. `notpanel`: ours, where a call that is repeated is one order. */
export const PROVIDER_KINDS = ['v2', 'notpanel'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

/** What an order looks like to a provider; `details` under the v2 names. */
export type OrderToSend = {
  /** The same for every attempt of one order; sent where the protocol has it. */
  requestId: string;
  service: string;
  link: string;
  /** Null where the type takes none (packages, lists, subscriptions). */
  quantity: number | null;
  details: Record<string, string | number>;
};

/**
 * What came of placing an order, after reliability.md 5.2. Only `never_sent` and `later` are
 * certain to have placed nothing and may be tried again.
 */
export type AddOutcome =
  | { kind: 'accepted'; providerOrderId: string; answer: string }
  | { kind: 'refused'; error: string; answer: string }
  | { kind: 'later'; error: string; answer: string; retryAfterMs: number | null }
  | { kind: 'unclassified'; error: string; answer: string }
  | { kind: 'never_sent'; error: string }
  | { kind: 'unknown'; error: string; answer: string };

/** An answer to a question that may be asked again. `odd`: what in it could not be understood. */
export type Answer<T> =
  | { ok: true; value: T; odd?: readonly string[] }
  | { ok: false; error: string; refused: boolean; retryAfterMs?: number };

export type ReportedState =
  | 'pending'
  | 'processing'
  | 'in_progress'
  | 'completed'
  | 'partial'
  | 'canceled'
  | 'unclear';

export type ReportedStatus = {
  state: ReportedState;
  /** The provider's own word. */
  word: string;
  startCount: bigint | null;
  /** `odd`: something was said, but it is no count. */
  remains: number | null | 'odd';
  /** What the provider took for it, in nano-units of its currency; null: it did not say. */
  charge: bigint | null;
  subscription: ReportedSubscription | null;
};

export type ReportedSubscription = {
  status: 'active' | 'paused' | 'completed' | 'expired' | 'canceled' | 'unclear';
  orders: string[];
};

export type ReportedRefill = 'pending' | 'in_progress' | 'completed' | 'rejected' | 'unclear';

/** A service as a provider sells it. */
export type Offer = {
  service: string;
  name: string;
  /** By our name for it where we have one, else the provider's word. */
  type: string;
  category: string;
  /** In the provider's currency, rounded up to micro-units; per 1000, or per order for packages. */
  quote: Rate;
  min: bigint;
  max: bigint;
  refill: boolean;
  cancel: boolean;
  dripfeed: boolean;
};

/** One provider protocol. Maps are keyed by the ids asked for; one without an entry was not answered. */
export type Adapter = {
  /** Whether an `add` of unknown outcome may be sent again: the request id makes it one order. */
  readonly repeatsSafely: boolean;
  add(call: Call, order: OrderToSend): Promise<AddOutcome>;
  statuses(
    call: Call,
    ids: readonly string[],
  ): Promise<Answer<Map<string, ReportedStatus | Refusal>>>;
  cancel(call: Call, ids: readonly string[]): Promise<Answer<Map<string, 'taken' | Refusal>>>;
  refill(call: Call, id: string): Promise<Answer<{ refillId: string }>>;
  refillStatuses(
    call: Call,
    ids: readonly string[],
  ): Promise<Answer<Map<string, ReportedRefill | Refusal>>>;
  balance(call: Call): Promise<Answer<{ balance: bigint; currency: string | null }>>;
  /** A row that cannot be read is left out of the list and named in `odd`. */
  services(call: Call): Promise<Answer<Offer[]>>;
};

export type Refusal = { error: string };

export type Call = (action: string, params: Record<string, string>) => Promise<Reply>;

/** What came over the wire, told apart by what it proves. */
export type Reply =
  | { kind: 'json'; status: number; body: unknown; text: string; retryAfterMs: number | null }
  /** No byte of the request was sent. */
  | { kind: 'never_sent'; error: string }
  /** It may have arrived: cut, late, too long, or not JSON. */
  | { kind: 'unknown'; error: string; text: string };
