import type { Log } from '#platform/log.ts';

export type Loop = { stop(): Promise<void> };

type LoopOptions = {
  name: string;
  /** Rest after a turn that found nothing to do. */
  idleMs: number;
  log: Log;
};

const FIRST_REST_MS = 500;
const LONGEST_REST_MS = 30_000;

/**
 * Runs `turn` again and again, at once while it has work, else after a rest with jitter. A turn
 * that throws is logged and waits longer each time; nothing ends the loop but `stop`, which waits
 * for the turn under way.
 */
export function startLoop(options: LoopOptions, turn: () => Promise<boolean>): Loop {
  const stopping = new AbortController();
  let failures = 0;
  const run = async () => {
    while (!stopping.signal.aborted) {
      let rest = options.idleMs * (0.5 + Math.random() / 2);
      try {
        if (await turn()) rest = 0;
        failures = 0;
      } catch (error) {
        failures += 1;
        rest = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.min(failures, 10));
        const { message } = error as Error;
        options.log.warn({ loop: options.name, err: message, failures }, 'a worker loop failed');
      }
      await restFor(rest, stopping.signal);
    }
  };
  const done = run();
  return {
    stop() {
      stopping.abort();
      return done;
    },
  };
}

/** A rest of nothing still lets the process breathe. */
function restFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    if (ms === 0) return void setImmediate(resolve);
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener('abort', wake);
  });
}
