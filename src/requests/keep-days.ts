import { perApp, type App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import { KEPT_DAYS } from './call.ts';

const ADD = writing('request-days-add', 'select add_request_days($1::date, $2)');
const DROP = writing<{ dropped: number }>(
  'request-days-drop',
  'select drop_request_days($1::date) as dropped',
);
const FORGET_HOURS = writing('request-hours-forget', 'delete from request_hours where hour < $1');
const FORGET_GAPS = writing('request-gaps-forget', 'delete from request_gaps where last_at < $1');

const DAY_MS = 24 * 60 * 60_000;
const DAYS_AHEAD = 7; // a worker that is away for days does not leave the log without a place
const HOURS_KEPT_DAYS = 90;

/**
 * Makes the days to come a place in the log and drops those that are older than 30 days, whole.
 * Answers how many were dropped.
 */
export async function keepRequestDays(app: App): Promise<number> {
  const now = app.clock.now();
  await app.transact((tx) => tx.run(ADD, [dayText(now), DAYS_AHEAD]));
  const [row] = await app.transact((tx) => tx.run(DROP, [dayText(now - KEPT_DAYS * DAY_MS)]));
  await app.transact(async (tx) => {
    await tx.run(FORGET_HOURS, [new Date(now - HOURS_KEPT_DAYS * DAY_MS)]);
    await tx.run(FORGET_GAPS, [new Date(now - KEPT_DAYS * DAY_MS)]);
  });
  return row?.dropped ?? 0;
}

/** Sees to it that calls of these moments have a place, where no worker has made one. */
export async function ensureDays(app: App, moments: Iterable<number>): Promise<void> {
  const known = knownDays(app);
  for (const day of new Set([...moments].map(dayText))) {
    if (known.has(day)) continue;
    await app.transact((tx) => tx.run(ADD, [day, 1]));
    known.add(day);
  }
}

const knownDays = perApp(() => new Set<string>());

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);
