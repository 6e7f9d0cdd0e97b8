const made = new Map<string, Intl.DateTimeFormat>();

const DAY_MS = 24 * 3_600_000;

/** When a day (`yyyy-mm-dd`) begins in a time zone; null for what is no day. */
export function dayStart(day: string, zone: string): Date | null {
  const utc = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(utc)) return null;
  if (new Date(utc).toISOString().slice(0, 10) !== day) return null; // the 31st of a short month
  // Clocks change by night: the offset of a first guess may be that of the day before.
  const guess = utc - offsetMs(utc, zone);
  return new Date(utc - offsetMs(guess, zone));
}

/** The day after, as `yyyy-mm-dd`. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** By how much clocks there are ahead of UTC. */
function offsetMs(at: number, zone: string): number {
  const known = made.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-u-ca-iso8601', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  made.set(zone, format);
  const parts = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}
