import type { Tx } from '#platform/db/types.ts';
import { DAY_MS } from './status.ts';

// Minutes are only read for what is now and for incidents; hours for the last day; days for a year.
const KEPT_DAYS = { minutes: 3, hours: 14, days: 400 };

/** Forgets minutes, hours and days that nobody looks at any more. Incidents and notes stay. */
export async function sweepStatus(tx: Tx, now: Date): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await tx.deleteFrom('status_probes').where('minute', '<', ago(KEPT_DAYS.minutes)).execute();
  for (const [span, days] of [
    ['hour', KEPT_DAYS.hours],
    ['day', KEPT_DAYS.days],
  ] as const) {
    await tx
      .deleteFrom('status_rollups')
      .where('span', '=', span)
      .where('at', '<', ago(days))
      .execute();
  }
}
