import { writeSync } from 'node:fs';
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

const PARENT_EVERY_MS = 500;

/**
 * Turns the first SIGINT or SIGTERM, and errors that nobody caught, into `signal`. A second
 * signal ends the process at once. Under npm the end of its shell counts as a signal: that shell
 * dies of a SIGTERM and passes none on.
 */
export function watchForStop(log: Log, { underNpm }: { underNpm: boolean }): Stop {
  const stopping = new AbortController();
  let asked: number | undefined;
  let fault: unknown;
  const ask = (name: string) => {
    const now = performance.now();
    if (asked !== undefined && now - asked > SAME_PRESS_MS) process.exit(1);
    if (asked !== undefined) return;
    asked = now;
    announce(log, name);
    stopping.abort();
  };
  for (const name of SIGNALS) process.on(name, ask);
  if (underNpm) onParentsEnd(() => ask('end of npm'));
  const fail = (error: unknown, origin: string) => {
    log.fatal({ err: error, origin }, 'an error that nobody caught');
    fault ??= error ?? new Error(origin);
    stopping.abort();
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', (error) => fail(error, 'unhandledRejection'));
  return { signal: stopping.signal, fault: () => fault };
}

/** In plain words on a terminal, where people look and the JSON line is for `debug`. */
function announce(log: Log, signal: string): void {
  if (!process.stderr.isTTY) return log.info({ signal }, 'stopping');
  log.debug({ signal }, 'stopping');
  if (!log.isLevelEnabled('info')) return;
  try {
    writeSync(process.stderr.fd, '\nStopping…\n'); // below the ^C that the terminal shows
  } catch {
    // The terminal is gone.
  }
}

function onParentsEnd(act: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, PARENT_EVERY_MS).unref();
}
