import type { App } from '#platform/app.ts';
import { COMPONENTS, recordProbes, type DatedProbe } from '#status/index.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAYS = 60; // of a panel that is not ninety days old yet
const OUTAGE = { component: 'mail', daysAgo: 9, minutes: 14 } as const;

/** Two months of probes, some minutes a day, and one outage. */
export async function seedStatus(app: App): Promise<void> {
  const now = app.clock.now();
  const probes: DatedProbe[] = [];
  for (let day = DAYS; day >= 0; day -= 1) {
    for (let minute = 40; minute >= 0; minute -= 2) {
      const at = new Date(now - day * DAY_MS - minute * MINUTE_MS);
      at.setUTCSeconds(0, 0);
      for (const component of COMPONENTS) {
        const isOut =
          component === OUTAGE.component && day === OUTAGE.daysAgo && minute > 2 * OUTAGE.minutes;
        const isSlow = component === 'providers' && day % 17 === 4;
        const state = isOut ? 'down' : isSlow ? 'degraded' : 'up';
        probes.push({ component, minute: at, state, tookMs: isOut ? 0 : 12 + ((day * 7) % 30) });
      }
    }
  }
  await app.transact((tx) => recordProbes(tx, probes));
}
