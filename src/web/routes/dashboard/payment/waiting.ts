import type { Payment } from 'notpanel/payments/index.ts';

const SOON_S = 4;
const LATER_S = 20;
const SOON_FOR_MS = 10 * 60_000;
const WATCHED_FOR_MS = 2 * 3_600_000; // whoever still has the page open does not look at it

/** After how many seconds the page looks again by itself; null: nothing is about to happen. */
export function waitOf({ state, url, createdAt }: Payment, now: Date): number | null {
  const isUnderWay = (state === 'open' && url !== null) || state === 'processing';
  const age = now.getTime() - createdAt.getTime();
  if (!isUnderWay || age > WATCHED_FOR_MS) return null;
  return age < SOON_FOR_MS ? SOON_S : LATER_S;
}
