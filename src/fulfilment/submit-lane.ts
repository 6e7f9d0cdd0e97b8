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
const AHEAD_MS = 50; // a claim takes a fifth of it; what is claimed and not sent is in doubt if we die
const RECENT = 0.1; // weight of the newest call in the mean

/**
 * Sends one provider's orders, never more at a time than it may be asked. Each is claimed and
 * recorded first, sent once, and its outcome written down; none is ever sent again from here.
 */
export function openSubmitLane(app: App, provider: Provider, options: LaneOptions): SubmitLane {
  const { concurrency } = provider;
  const { call, ahead } = openCalls(app, provider, options);
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
      const attempts = await claimAttempts(app, provider, { worker: options.worker, limit });
      waiting.push(...attempts);
      pump();
      return attempts.length;
    },
    async free() {
      // Half of what may be claimed ahead: many small claims would cost more than the calls.
      while (room() < Math.max(1, ahead() / 2)) await changed.promise;
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

function openCalls(app: App, provider: Provider, { began }: LaneOptions) {
  const { concurrency, balanceEvidence } = provider;
  const adapter = adapterOf(app, provider);
  let callMs = Infinity;
  return {
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
      const ms = Math.max(1, app.clock.now() - from);
      callMs = callMs === Infinity ? ms : callMs + RECENT * (ms - callMs);
      return result;
    },
    /** What may be claimed before there is a call for it, so that none stands idle meanwhile. */
    ahead: () =>
      balanceEvidence ? 0 : Math.min(concurrency, Math.floor((concurrency * AHEAD_MS) / callMs)),
  };
}

const notSent = (error: string): AddOutcome => ({ kind: 'never_sent', error });
