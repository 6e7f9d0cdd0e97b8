import { parseCrontab, type ParsedCronItem } from 'graphile-worker';

export type ScheduledTask = {
  readonly task: string;
  /** When it was due last, at `moment` or before it. */
  dueBefore(moment: Date): Date;
  /** When it is due next, after `moment`. */
  dueAfter(moment: Date): Date;
};

export type Schedule = {
  readonly tasks: readonly ScheduledTask[];
  /** The same for the queue. */
  readonly items: ParsedCronItem[];
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MINUTES = 366 * 24 * 60;
// The queue waits e, e², e³ … seconds between attempts: the sixth comes four minutes after the first.
// By then what runs every five minutes is due again, and the rest is for a person to see.
const MOST_ATTEMPTS = 6;
const ANY_MOMENT = new Date(0);

/**
 * Reads a crontab. A task has one job at a time, by its name, and what is due once an hour or less
 * is made up for when no worker was there at that minute, within a day.
 */
export function parseSchedule(crontab: string): Schedule {
  const items = parseCrontab(crontab).map((item) => {
    const task = scheduled(item);
    const next = task.dueAfter(ANY_MOMENT);
    const isSeldom = task.dueAfter(next).getTime() - next.getTime() >= HOUR_MS;
    const options = {
      ...item.options,
      maxAttempts: item.options.maxAttempts ?? MOST_ATTEMPTS,
      jobKey: item.options.jobKey ?? item.task,
      backfillPeriod: isSeldom ? DAY_MS : item.options.backfillPeriod,
    };
    return { ...item, options };
  });
  return { items, tasks: items.map(scheduled) };
}

const scheduled = (item: ParsedCronItem): ScheduledTask => ({
  task: item.task,
  dueBefore: (moment) => find(item, minuteOf(moment), -1),
  dueAfter: (moment) => find(item, minuteOf(moment) + 1, 1),
});

const minuteOf = (moment: Date): number => Math.floor(moment.getTime() / MINUTE_MS);

function find(item: ParsedCronItem, from: number, step: 1 | -1): Date {
  for (let tried = 0, minute = from; tried < YEAR_MINUTES; tried += 1, minute += step) {
    const at = new Date(minute * MINUTE_MS);
    const isDue = item.match({
      min: at.getUTCMinutes(),
      hour: at.getUTCHours(),
      date: at.getUTCDate(),
      month: at.getUTCMonth() + 1,
      dow: at.getUTCDay(),
    });
    if (isDue) return at;
  }
  throw new RangeError(`${item.task} is never due`);
}
