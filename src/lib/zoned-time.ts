const made = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-24T09:30` on the clock of a time zone; undefined for what is no such time. */
export function momentIn(zone: string, text: string): Date | undefined {
  const wall = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 16) !== text) return undefined;
  // Twice, because the zone may be another one hour away from the first guess. A time that a clock
  // leaps over is taken as if it had not leapt.
  const first = wall - offsetOf(zone, wall);
  return new Date(wall - offsetOf(zone, first));
}

/** The other way round, for fields of forms. */
export const wallTimeIn = (zone: string, moment: Date): string =>
  new Date(moment.getTime() + offsetOf(zone, moment.getTime())).toISOString().slice(0, 16);

/** How far the zone's clock is ahead of UTC's at a moment, in milliseconds. */
function offsetOf(zone: string, moment: number): number {
  const format = made.get(zone) ?? makeFormat(zone);
  made.set(zone, format);
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name));
  const [year, month, day] = [part('year'), part('month') - 1, part('day')];
  const shown = Date.UTC(year, month, day, part('hour'), part('minute'), part('second'));
  return shown - Math.floor(moment / 1_000) * 1_000;
}

const makeFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
