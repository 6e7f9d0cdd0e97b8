import { perApp, type App } from '#platform/app.ts';
import { retryDelayMs } from './retry-delay.ts';

/** How one provider may be asked questions: all that can be asked again, not `add`. */
export type ReadPace = {
  /** False while it rests after a call that failed. */
  free(): boolean;
  /** How many ids the next call may name: half of what failed, and twice what went well after it. */
  sized(most: number): number;
  /** What came of a call that named so many ids. */
  heard(answer: { ok: boolean; retryAfterMs?: number }, named: number): void;
  readonly freeAt: Date;
};

// reliability.md 5.3: exponential, one second to sixty, and retries make at most 10 % of the calls.
const EARNED_PER_CALL = 0.1;
const MOST_EARNED = 10;
const LONGEST_LIST = 1_000; // no provider takes more
const LONGEST_REST_MS = 60_000;
const LONGEST_ASKED_MS = 10 * 60_000; // whatever Retry-After says

/** What is asked; a provider that fails at one of them may be good at the others. */
export type Question = 'status' | 'cancel' | 'refill' | 'refill_status';

/**
 * The pace at which this process asks a provider. A failing one is given rest that grows to a
 * minute, at once where it used up its retries, and shorter lists: one id that breaks an answer
 * must not hide the others.
 */
export function readPace(app: App, providerId: number, question: Question): ReadPace {
  const paces = memory(app);
  const name = `${providerId} ${question}`;
  const pace = paces.get(name) ?? openReadPace(app);
  paces.set(name, pace);
  return pace;
}

const memory = perApp(() => new Map<string, ReadPace>());

export function openReadPace({ clock, random }: Pick<App, 'clock' | 'random'>): ReadPace {
  let failures = 0;
  let longest = Infinity;
  let retries = MOST_EARNED;
  let freeAt = 0;
  return {
    free: () => clock.now() >= freeAt,
    sized: (most) => Math.min(most, longest),
    heard({ ok, retryAfterMs = 0 }, named) {
      if (ok) {
        longest = longest > LONGEST_LIST ? Infinity : longest * 2;
        retries = Math.min(MOST_EARNED, retries + EARNED_PER_CALL);
        [failures, freeAt] = [0, 0];
        return;
      }
      failures += 1;
      longest = Math.max(1, Math.floor(named / 2));
      const mayRetry = retries >= 1;
      if (mayRetry) retries -= 1;
      const rest = mayRetry ? retryDelayMs('never_sent', failures, random) : LONGEST_REST_MS;
      freeAt = clock.now() + Math.min(LONGEST_ASKED_MS, Math.max(rest, retryAfterMs));
    },
    get freeAt() {
      return new Date(freeAt);
    },
  };
}
