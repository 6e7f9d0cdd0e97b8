import type { App } from '#platform/app.ts';
import { GONE_AFTER_MS, leaveWorkers, seeWorker, watchSchedule } from '#platform/queue/index.ts';
import { SCHEDULE } from './crontab.ts';
import { startLoop, type Loop } from './loop.ts';

export type WatchOptions = {
  /** Signs what it raises and clears. */
  name: string;
  /** Whether this process is a worker, whom the others should see. */
  works: boolean;
};

const SEEN_EVERY_MS = 5_000;
const WATCH_EVERY_MS = 30_000; // what an operator has to know is known within a minute

/**
 * Says that a worker is there, and looks for tasks that did not run and for workers that are
 * missing: in every process, since one that only serves is the one that is left.
 */
export function startWatch(app: App, options: WatchOptions): Loop {
  const { name, works } = options;
  const turn = openWatch(app, options);
  const loop = startLoop({ name: 'watch', idleMs: SEEN_EVERY_MS, log: app.log }, async () => {
    await turn();
    return false;
  });
  return {
    async stop() {
      await loop.stop();
      if (!works) return;
      await app
        .transact((tx) => leaveWorkers(tx, name))
        .catch((error: Error) => app.log.warn({ err: error.message }, 'left without a word'));
    },
  };
}

/** One turn of it, to be made every few seconds. */
export function openWatch(app: App, { name, works }: WatchOptions): () => Promise<void> {
  let [since, turnedAt, watchedAt] = [-Infinity, -Infinity, -Infinity];
  return async () => {
    const now = app.clock.now();
    // After a while without the database the others have had no chance to be seen either.
    if (now - turnedAt > GONE_AFTER_MS) since = now;
    if (works) await app.transact((tx) => seeWorker(tx, name, new Date(now)));
    if (now - watchedAt >= WATCH_EVERY_MS) {
      const isFresh = now - since < GONE_AFTER_MS;
      await watchSchedule(app, SCHEDULE, { by: `system:${name}`, isFresh });
      watchedAt = now;
    }
    turnedAt = now;
  };
}
