import { perApp, type App } from '#platform/app.ts';

// What took long is read seldom: at most a hundredth of one connection's time goes into a reading.
const SHARE = 100;
const LEAST_MS = 5_000;
// A reader is given what is a little old while the next reading is on its way, but nothing older.
const STALE_MS = 30_000;

/**
 * The same reading for everybody: repeated after five seconds, or a hundred times as long as it
 * took where that is more, so that a page costs no more in a shop of a million orders.
 */
export function remember<T>(
  name: string,
  read: (app: App) => Promise<T>,
): (app: App) => Promise<T> {
  const memory = perApp((app) => {
    let known: { value: T; readAt: number; restMs: number } | undefined;
    let reading: Promise<T> | undefined;
    const refresh = (): Promise<T> => {
      const readAt = app.clock.now();
      const began = performance.now();
      const mine = read(app).then((value) => {
        const tookMs = performance.now() - began;
        known = { value, readAt, restMs: Math.max(LEAST_MS, tookMs * SHARE) };
        return value;
      });
      reading = mine;
      return mine.finally(() => reading === mine && (reading = undefined));
    };
    return (): Promise<T> => {
      const age = known ? app.clock.now() - known.readAt : Infinity;
      if (known && age < known.restMs) return Promise.resolve(known.value);
      const next = reading ?? refresh();
      if (!known || age > known.restMs + STALE_MS) return next;
      next.catch((err: Error) => app.log.warn({ err, name }, 'a figure was not read again'));
      return Promise.resolve(known.value);
    };
  });
  return (app) => memory(app)();
}
