import { setTimeout as pause } from 'node:timers/promises';
import { hold, type HoldOptions } from './hold.ts';
import { lacksSpace } from './join-server.ts';
import { readLastWords } from './launch.ts';
import type { Session } from './session.ts';

export type Keeper = {
  onRestart(heard: () => void): void;
  /** Ends the watch and gives back the session, dead or alive. */
  end(): Promise<Session>;
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const SPACE_PAUSE_MS = 5_000; // space comes back by a person's hand
const STEADY_MS = 60_000; // up that long, the next loss counts as the first again

/** Brings the server back whenever the session is lost, with growing pauses, and says why. */
export function supervise(options: Omit<HoldOptions, 'signal'>, joined: Session): Keeper {
  const { log, place } = options;
  const handlers: (() => void)[] = [];
  const quit = new AbortController();
  let session = joined;
  let losses = 0;

  const watch = async () => {
    for (;;) {
      const since = performance.now();
      await Promise.race([session.lost, over]);
      if (quit.signal.aborted) return;
      losses = performance.now() - since > STEADY_MS ? 1 : losses + 1;
      log.error({ words: await readLastWords(place) }, 'Postgres went away');
      if (losses > 1) await rest(pauseMs(losses - 1));
      if (!(await bringBack())) return;
      log.info('Postgres is back');
      for (const heard of handlers) heard();
    }
  };

  const bringBack = async (): Promise<boolean> => {
    for (let attempt = 1; !quit.signal.aborted; attempt++) {
      try {
        ({ session } = await hold({ ...options, signal: quit.signal }));
        return true;
      } catch (error) {
        if (quit.signal.aborted) break;
        const full = lacksSpace(error);
        const waitMs = full ? SPACE_PAUSE_MS : pauseMs(attempt);
        log.error({ err: (error as Error).message, waitMs }, 'Postgres could not be restarted');
        await rest(waitMs);
      }
    }
    return false;
  };

  const rest = (ms: number) => pause(ms, undefined, { signal: quit.signal }).catch(() => {});
  const over = new Promise((resolve) => quit.signal.addEventListener('abort', resolve));
  const watching = watch();

  return {
    onRestart: (heard) => void handlers.push(heard),
    async end() {
      quit.abort();
      await watching;
      return session;
    },
  };
}

const pauseMs = (attempt: number) =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
