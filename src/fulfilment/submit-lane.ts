import type { App } from '#platform/app.ts';
import { adapterOf, type AddOutcome, type Provider } from '#providers/index.ts';
import { claimAttempts, type Attempt } from './claim-attempts.ts';
import { noteBalance } from './note-balance.ts';
import { openRecorder } from './open-recorder.ts';

export type SubmitLane = {
  /** Claims as many due orders as there is room for and sends them; answers how many. */
  fill(): Promise<number>;
  /** Resolves once there is room for more. */
  free(): Promise<void>;
  /** Gives back what was claimed and not sent yet. */
  giveBack(): void;
  /** Resolves when nothing is on its way any more. */
  quiet(): Promise<void>;
  /** Orders whose outcome is not written down yet. */
  readonly busy: number;
};

export type LaneOptions = {
  worker: string;
  /** Hears of every call as it begins, and by what it returns how it ended; the breaker does. */
  began?(): (worked: boolean | null) => void;
};

const UNRECORDED = 4; // times the calls at a time: a slow database slows the lane down
const RECENT = 0.1; // weight of the newest in a mean
// Of the calls that end while a claim takes: so many are claimed ahead, and a claim begins when a
// third of them is gone, so that the rest lasts until it is back.
const AHEAD = 1.5;
const GONE = 1 / 3;

/**
 * Sends one provider's orders, never more at a time than it may be asked. Each is claimed and
 * recorded first, sent once, and its outcome written down; none is ever sent again from here.
 */
export function openSubmitLane(app: App, provider: Provider, options: LaneOptions): SubmitLane {
  const { concurrency } = provider;
  const { call, claim, ahead } = openCalls(app, provider, options);
  const record = openRecorder(app);
  const waiting: Attempt[] = [];
  let calling = 0;
  let unrecorded = 0;
  let changed = Promise.withResolvers<void>();

  const tell = () => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  const room = () =>
    Math.min(
      concurrency + ahead() - calling - waiting.length,
      concurrency * UNRECORDED - unrecorded,
    );

  const finish = async (attempt: Attempt, result: AddOutcome) => {
    const { id: attemptId, number, orderId, orderedAt } = attempt;
    if (result.kind === 'unknown' || result.kind === 'unclassified') {
      app.log.warn({ order: orderId, provider: provider.id, why: result.error }, 'order unknown');
    }
    unrecorded += 1;
    await record({ attemptId, number, orderId, orderedAt, providerId: provider.id, result });
    unrecorded -= 1;
    tell();
  };

  const pump = () => {
    while (calling < concurrency && waiting.length > 0) void send(waiting.shift() as Attempt);
  };
  const send = async (attempt: Attempt) => {
    calling += 1;
    const result = await call(attempt);
    calling -= 1;
    void finish(attempt, result);
    pump();
    tell();
  };

  return {
    async fill() {
      const limit = room();
      if (limit <= 0) return 0;
      const attempts = await claim(limit);
      waiting.push(...attempts);
      pump();
      return attempts.length;
    },
    async free() {
      while (room() < Math.max(1, ahead() * GONE)) await changed.promise;
    },
    giveBack() {
      for (const attempt of waiting.splice(0)) {
        void finish(attempt, notSent('nothing more was sent to the provider'));
      }
    },
    async quiet() {
      while (calling + waiting.length + unrecorded > 0) await changed.promise;
    },
    get busy() {
      return calling + waiting.length + unrecorded;
    },
  };
}

/** What is claimed and not sent is in doubt should we die, so it is no more than a claim lets pass. */
function openCalls(app: App, provider: Provider, { worker, began }: LaneOptions) {
  const { concurrency, balanceEvidence } = provider;
  const adapter = adapterOf(app, provider);
  const callMs = openMean();
  const claimMs = openMean();
  return {
    async claim(limit: number): Promise<Attempt[]> {
      const from = app.clock.now();
      const attempts = await claimAttempts(app, provider, { worker, limit });
      claimMs.add(app.clock.now() - from);
      return attempts;
    },
    async call(attempt: Attempt): Promise<AddOutcome> {
      const from = app.clock.now();
      if (from >= attempt.sendBefore.getTime()) return notSent('it waited for too long');
      const ended = began?.();
      try {
        if (balanceEvidence) await noteBalance(app, provider, attempt.id);
      } catch (error) {
        ended?.(null);
        return notSent((error as Error).message);
      }
      const result = await adapter.add(attempt.toSend);
      ended?.(result.kind !== 'never_sent' && result.kind !== 'unknown');
      callMs.add(app.clock.now() - from);
      return result;
    },
    /** As many as calls end while a claim takes: none of them stands idle meanwhile. */
    ahead() {
      if (balanceEvidence || callMs.value === 0) return 0;
      const passing = (concurrency * claimMs.value) / callMs.value;
      return Math.min(concurrency, Math.floor(passing * AHEAD));
    },
  };
}

/** Of the latest values; zero while there is none. */
function openMean() {
  const mean = {
    value: 0,
    add(value: number) {
      mean.value += mean.value === 0 ? value : RECENT * (value - mean.value);
    },
  };
  return mean;
}

const notSent = (error: string): AddOutcome => ({ kind: 'never_sent', error });
