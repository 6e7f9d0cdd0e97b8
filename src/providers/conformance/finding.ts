import type { Adapter, AddOutcome, Call, Provider, Reply } from '../provider.ts';
import type { ProviderSettings } from '../settings.ts';

/** `ok`: as the field does it. `odd`: we cope. `bad`: mend it before orders go there. */
export type Verdict = 'ok' | 'odd' | 'bad';

/** What can be told for certain from the outside. */
export type Proof = Pick<ProviderSettings, 'statusBatch' | 'refill' | 'cancel'>;

export type Finding = {
  probe: string;
  verdict: Verdict;
  seen: string;
  /** What the adapter does about it. */
  means: string;
  proof?: Proof;
};

/** A provider under test. None of its calls can place an order that costs anything. */
export type Subject = {
  provider: Provider;
  protocol: Adapter;
  ask: Call;
  askWithWrongKey: Call;
  askInHaste: Call;
  /** Ids that nobody has. */
  strangers: { order: (number: number) => string; refill: string; service: string };
  /** Orders of ours there. */
  orders: readonly string[];
};

/** A call that is kept, so that an adapter's reading can be told beside what was read. */
export function hearing(call: Call): Call & { heard: Reply | null } {
  const kept = Object.assign(
    async (action: string, params: Record<string, string>) => {
      kept.heard = await call(action, params);
      return kept.heard;
    },
    { heard: null as Reply | null },
  );
  return kept;
}

const LONGEST = 160;

/** What came over the wire, on one line. */
export function seenOf(reply: Reply | null): string {
  if (reply === null) return 'nothing';
  if (reply.kind === 'never_sent') return `nothing was sent: ${reply.error}`;
  const text = reply.text.replace(/\s+/g, ' ').trim();
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  if (reply.kind === 'unknown') return shown === '' ? reply.error : `${reply.error}: ${shown}`;
  return `HTTP ${reply.status} ${shown}`;
}

/** What becomes of an order that is answered so. */
export function fateOf(outcome: AddOutcome, { repeatsSafely }: Adapter): string {
  switch (outcome.kind) {
    case 'accepted':
      return 'An order that is answered so counts as placed.';
    case 'refused':
      return 'An order that is answered so goes to the next route, or back to the customer.';
    case 'later':
      return 'An order that is answered so waits, and is sent again later.';
    case 'never_sent':
      return 'Nothing was sent, so an order is sent again.';
    case 'unclassified':
      return 'The text is not on the list of certain ones: an order that is answered so waits for you.';
    case 'unknown':
      return repeatsSafely
        ? 'An order that is answered so is sent again under its request id, which makes no second one.'
        : 'An order that is answered so becomes unknown: it is never sent again by itself.';
  }
}

/** Reads an answer as if it were one to `add`. */
export const asOutcome = (protocol: Adapter, reply: Reply): Promise<AddOutcome> =>
  protocol.add(() => Promise.resolve(reply), {
    requestId: '',
    service: '',
    link: '',
    quantity: null,
    details: {},
  });
