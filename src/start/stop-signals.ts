import type { Log } from '#platform/log.ts';

export type Stop = {
  /** Aborts when the process is asked to stop, or must. */
  readonly signal: AbortSignal;
  /** What went wrong, when it was not asked to. */
  readonly fault: () => unknown;
};

// npm and terminals send one Ctrl-C two or three times; a person needs longer to press it again.
const SAME_PRESS_MS = 500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Turns the first SIGINT or SIGTERM, and errors that nobody caught, into `signal`. A second
 * signal ends the process at once.
 */
export function watchForStop(log: Log): Stop {
  const stopping = new AbortController();
  let asked: number | undefined;
  let fault: unknown;
  const ask = (name: string) => {
    const now = performance.now();
    if (asked !== undefined && now - asked > SAME_PRESS_MS) process.exit(1);
    if (asked !== undefined) return;
    asked = now;
    log.info({ signal: name }, 'stopping');
    stopping.abort();
  };
  for (const name of SIGNALS) process.on(name, ask);
  const fail = (error: unknown, origin: string) => {
    log.fatal({ err: error, origin }, 'an error that nobody caught');
    fault ??= error ?? new Error(origin);
    stopping.abort();
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', (error) => fail(error, 'unhandledRejection'));
  return { signal: stopping.signal, fault: () => fault };
}
