import { perApp, type App } from '#platform/app.ts';
import type { DisplayRate } from '#lib/display-amount.ts';
import { listDisplayRates } from './list-display-rates.ts';

const TRUST_MS = 5_000; // how long a page may show an old rate where no notice arrives

/** `listDisplayRates` from memory: read again when they change, and after five seconds at most. */
export const displayRates = (app: App): Promise<readonly DisplayRate[]> => memory(app)();

const memory = perApp((app) => {
  let known: Promise<readonly DisplayRate[]> | undefined;
  let readAt = 0;
  const forget = () => (known = undefined);
  app.listener.on('currencies', forget);
  return () => {
    const now = app.clock.now();
    if (known && now - readAt < TRUST_MS) return known;
    readAt = now;
    const reading = listDisplayRates(app.db);
    known = reading;
    reading.catch(() => known === reading && forget());
    return reading;
  };
});
