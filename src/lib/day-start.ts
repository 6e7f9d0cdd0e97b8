import { momentIn } from './zoned-time.ts';

const DAY_MS = 24 * 3_600_000;

/** When a day (`yyyy-mm-dd`) begins in a time zone; null for what is no day. */
export const dayStart = (day: string, zone: string): Date | null =>
  momentIn(zone, `${day}T00:00`) ?? null;

/** The day after, as `yyyy-mm-dd`. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
