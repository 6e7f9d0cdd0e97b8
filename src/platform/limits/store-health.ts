import type { App } from '../app.ts';

// A decision takes about a millisecond; a store that needs this long is no help to a request.
const STALL_MS = 500;
const RETRY_MS = 1_000; // reliability.md R2 allows 10 s until the limits are shared again
const WARN_MS = 60_000;

export type StoreHealth = {
  readonly away: boolean;
  /** The work's result, or undefined when the store failed or stalled and is now taken as away. */
  attempt<T>(work: () => Promise<T>): Promise<T | undefined>;
};

/** Keeps requests from waiting for a store that does not answer, and finds it again by itself. */
export function watchStore(app: App): StoreHealth {
  let retryAt = -Infinity;
  let warnedAt = -Infinity;
  let stalled = 0;

  const failed = (why: string) => {
    const now = performance.now(); // not the clock: it may be moved while the store is away
    retryAt = now + RETRY_MS;
    if (now - warnedAt < WARN_MS) return;
    warnedAt = now;
    app.log.warn({ err: why }, 'the shared request limits are away: each process keeps its own');
  };

  return {
    get away() {
      return stalled > 0 || performance.now() < retryAt;
    },
    async attempt(work) {
      const working = work();
      let timer: NodeJS.Timeout | undefined;
      const stall = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => {
          stalled += 1;
          failed('no answer');
          const settled = () => void (stalled -= 1);
          working.then(settled, settled);
          resolve(undefined);
        }, STALL_MS);
      });
      try {
        return await Promise.race([working, stall]);
      } catch (error) {
        failed((error as Error).message);
        return undefined;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
