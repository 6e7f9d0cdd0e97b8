/** An upstream panel that orders are passed on to. */
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
};

export type ProviderKind = 'v2';

/** What an order looks like to a provider; `details` under the v2 names. */
export type OrderToSend = {
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

/** An answer to a question that may be asked again. */
export type Answer<T> =
  | { ok: true; value: T }
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
  subscription: ReportedSubscription | null;
};

export type ReportedSubscription = {
  status: 'active' | 'paused' | 'completed' | 'expired' | 'canceled' | 'unclear';
  orders: string[];
};

export type ReportedRefill = 'pending' | 'in_progress' | 'completed' | 'rejected' | 'unclear';

/** One provider protocol. Maps are keyed by the ids asked for; one without an entry was not answered. */
export type Adapter = {
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
  balance(call: Call): Promise<Answer<{ balance: string; currency: string | null }>>;
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
