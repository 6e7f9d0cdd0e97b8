import type { MailPace } from './event.ts';

export type Pace = Exclude<MailPace, 'off'>;

// Who hears at once hears of what follows within these minutes in one mail.
export const BREATH_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MORNING = 8; // o'clock: before work begins

/** When a mail of this pace leaves, for something that happens now and somebody in that time zone. */
export function letterAt(pace: Pace, now: Date, timeZone: string): Date {
  if (pace === 'now') return now;
  if (pace === 'hourly') return new Date(now.getTime() + HOUR_MS);
  return morningAfter(now, timeZone);
}

function morningAfter(now: Date, timeZone: string): Date {
  const { hour, minute, second } = clockIn(now, timeZone);
  const sinceMidnight = ((hour * 60 + minute) * 60 + second) * 1_000 + (now.getTime() % 1_000);
  const today = now.getTime() - sinceMidnight + MORNING * HOUR_MS;
  const next = new Date(today > now.getTime() ? today : today + DAY_MS);
  // Where clocks change on the way there, the hour is off by as much.
  const off = MORNING - clockIn(next, timeZone).hour;
  return new Date(next.getTime() + off * HOUR_MS);
}

function clockIn(at: Date, timeZone: string) {
  const parts = formatIn(timeZone).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { hour: of('hour'), minute: of('minute'), second: of('second') };
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const digits = 'numeric' as const;
  const options = { hour: digits, minute: digits, second: digits, hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' }); // a zone that is no more
  }
}
