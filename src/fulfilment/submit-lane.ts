import { momentOf, type App } from '#platform/app.ts';
import { batch } from '#platform/batch.ts';
import { adapterOf, type AddOutcome, type Provider } from '#providers/index.ts';
import { claimAttempts, type Attempt } from './claim-attempts.ts';
import { recordOutcomes, type Outcome } from './record-outcomes.ts';

export type SubmitLane = {
  /** Claims as many due orders as there are free calls and sends them; answers how many. */
  fill(): Promise<number>;
  /** Resolves once another call may be made. */
  free(): Promise<void>;
  /** Resolves when nothing is on its way any more. */
  quiet(): Promise<void>;
  /** Orders whose outcome is not written down yet. */
  readonly busy: number;
};

export type LaneOptions = {
  worker: string;
  /** Hears of every outcome; the breaker does. */
  heard?(result: AddOutcome): void;
};

const UNRECORDED = 4; // times the calls at a time: a slow database slows the lane down
const RECORD_PAUSE_MS = 1_000;
const RECORD_TRIES = 60; // past the lease the order counts as abandoned anyway

/**
 * Sends one provider's orders, never more at a time than it may be asked. Each is claimed and
 * recorded first, sent once, and its outcome written down; none is ever sent again from here.
 */
export function openSubmitLane(app: App, provider: Provider, options: LaneOptions): SubmitLane {
  const under = new Set<Promise<void>>();
  const calls = new Set<Promise<AddOutcome>>();
  const adapter = adapterOf(app, provider);
  const record = batch<Outcome, true>({
    run: async (outcomes) => {
      await app.transact((tx) => recordOutcomes(tx, outcomes, momentOf(app)));
      return outcomes.map(() => true);
    },
  });

  const send = async (attempt: Attempt) => {
    const call = adapter.add(attempt.toSend);
    calls.add(call);
    const result = await call;
    calls.delete(call);
    options.heard?.(result);
    const { id: attemptId, number, orderId, orderedAt } = attempt;
    const outcome = { attemptId, number, orderId, orderedAt, providerId: provider.id, result };
    if (result.kind === 'unknown' || result.kind === 'unclassified') {
      app.log.warn({ order: orderId, provider: provider.id, why: result.error }, 'order unknown');
    }
    await recordSurely(app, () => record(outcome));
  };

  return {
    async fill() {
      const limit = Math.min(
        provider.concurrency - calls.size,
        provider.concurrency * UNRECORDED - under.size,
      );
      if (limit <= 0) return 0;
      const attempts = await claimAttempts(app, provider, { worker: options.worker, limit });
      for (const attempt of attempts) {
        const sent = send(attempt).finally(() => under.delete(sent));
        under.add(sent);
      }
      return attempts.length;
    },
    async free() {
      while (calls.size >= provider.concurrency) await Promise.race(calls);
      while (under.size >= provider.concurrency * UNRECORDED) await Promise.race(under);
    },
    async quiet() {
      while (under.size > 0) await Promise.all(under);
    },
    get busy() {
      return under.size;
    },
  };
}

/** The answer exists in this memory only: while the database is away it is kept and tried again. */
async function recordSurely(app: App, record: () => Promise<true>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await record();
      return;
    } catch (error) {
      app.log.error({ err: (error as Error).message, tries }, 'an outcome could not be recorded');
      if (tries === RECORD_TRIES) return;
      await new Promise((resolve) => setTimeout(resolve, RECORD_PAUSE_MS));
    }
  }
}
