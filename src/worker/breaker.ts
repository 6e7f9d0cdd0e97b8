/** Keeps a provider that does not answer from being asked; its orders wait meanwhile. */
export type Breaker = {
  heard(worked: boolean): void;
  /** `probe`: one cheap question may find out whether it is back. */
  state(): 'closed' | 'open' | 'probe';
};

// reliability.md 5.3: opens at 70 % failures of at least 10 calls in 5 minutes, probes after 30 s.
const WINDOW_MS = 5 * 60_000;
const LEAST_CALLS = 10;
const FAILURE_SHARE = 0.7;
const PROBE_AFTER_MS = 30_000;

export function openBreaker(now: () => number): Breaker {
  let calls: { at: number; worked: boolean }[] = [];
  let openedAt: number | null = null;
  return {
    heard(worked) {
      if (openedAt !== null) {
        if (worked) [calls, openedAt] = [[], null];
        else openedAt = now();
        return;
      }
      calls = calls.filter((call) => call.at > now() - WINDOW_MS);
      calls.push({ at: now(), worked });
      const failed = calls.filter((call) => !call.worked).length;
      if (calls.length >= LEAST_CALLS && failed / calls.length >= FAILURE_SHARE) openedAt = now();
    },
    state() {
      if (openedAt === null) return 'closed';
      return now() - openedAt < PROBE_AFTER_MS ? 'open' : 'probe';
    },
  };
}
