import type { App } from '#platform/app.ts';
import { syncProvider } from '#supply/index.ts';
import { findDemoProviders } from './demo-providers.ts';
import { nightsOf, readMadeAt } from './night.ts';

const MORNING_MS = 3_000; // after the first night
const AGAIN_MS = 15_000; // what is missing is believed to be gone when it is missing twice
const ACTOR = { kind: 'system', name: 'demo' } as const;

/**
 * Has the shop look at the dearer provider's list before its first night and right after it, so
 * that a visitor need not wait for the schedule. Afterwards the schedule does it.
 */
export async function watchFirstNight(app: App): Promise<Disposable> {
  const dearer = (await findDemoProviders(app.db)).find(({ role }) => role === 'dearer');
  const [night = 0] = nightsOf(await readMadeAt(app.db));
  const timers: NodeJS.Timeout[] = [];
  const sync = () => {
    if (!dearer) return;
    syncProvider(app, dearer.id, { actor: ACTOR }).catch((error: Error) =>
      app.log.warn({ err: error.message }, "the demo's price list could not be read"),
    );
  };
  const morning = night + MORNING_MS - app.clock.now();
  if (morning > 0) {
    sync();
    for (const ms of [morning, morning + AGAIN_MS]) timers.push(setTimeout(sync, ms).unref());
  }
  return {
    [Symbol.dispose]: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
