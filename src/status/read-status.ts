import type { Db } from '#platform/db/types.ts';
import { readDeliveryRate, type DeliveryRate } from './read-delivery-rate.ts';
import { readIncidents, type Incident, type PublicNote } from './read-incidents.ts';
import { COMPONENTS, DAY_MS, dayOf, HOUR_MS, MINUTE_MS } from './status.ts';
import type { Component, ProbeState } from './status.ts';

/** Minutes of each state. Those that are missing from the span have no data. */
export type Span = {
  at: Date;
  up: number;
  degraded: number;
  down: number;
  slowestMs: number | null;
};

export type ComponentStatus = {
  component: Component;
  /** Null: nobody has looked for three minutes. */
  state: ProbeState | null;
  checkedAt: Date | null;
  tookMs: number | null;
  /** 90 days, the oldest first; undefined: no data at all. */
  days: readonly (Span | undefined)[];
  /** 24 hours, likewise. */
  hours: readonly (Span | undefined)[];
  /** Over the minutes with data of these 90 days. */
  minutes: number;
  /** In basis points, rounded down: 10,000 means that not one minute was down. Null: no data. */
  uptimeBp: number | null;
};

export type ShopStatus = {
  at: Date;
  components: readonly ComponentStatus[];
  deliveries: DeliveryRate;
  incidents: readonly Incident[];
  notes: readonly PublicNote[];
};

export const DAYS = 90;
export const HOURS = 24;
const FRESH_MS = 3 * MINUTE_MS;

/** What the probes found: now, in the last day by the hour, in 90 days by the day. */
export async function readStatus(db: Db, now: Date): Promise<ShopStatus> {
  const [latest, days, hours, deliveries, told] = await Promise.all([
    readLatest(db, now),
    readSpans(db, 'day', new Date(dayOf(now).getTime() - (DAYS - 1) * DAY_MS), DAYS),
    readSpans(db, 'hour', new Date(hourOf(now) - (HOURS - 1) * HOUR_MS), HOURS),
    readDeliveryRate(db, now),
    readIncidents(db, now),
  ]);
  const components = COMPONENTS.map((component) => {
    const last = latest.get(component);
    const ofDays = days(component);
    return {
      component,
      state: last?.state ?? null,
      checkedAt: last?.minute ?? null,
      tookMs: last?.took_ms ?? null,
      days: ofDays,
      hours: hours(component),
      ...uptimeOf(ofDays),
    };
  });
  return { at: now, components, deliveries, ...told };
}

const hourOf = (now: Date): number => Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;

async function readLatest(db: Db, now: Date) {
  const rows = await db
    .selectFrom('status_probes')
    .selectAll()
    .where('component', 'in', [...COMPONENTS])
    .where('minute', '>', new Date(now.getTime() - FRESH_MS))
    .where('minute', '<=', now)
    .orderBy('minute')
    .execute();
  return new Map(rows.map((row) => [row.component, row]));
}

type Spans = (component: Component) => (Span | undefined)[];

async function readSpans(
  db: Db,
  span: 'hour' | 'day',
  from: Date,
  howMany: number,
): Promise<Spans> {
  const rows = await db
    .selectFrom('status_rollups')
    .selectAll()
    .where('component', 'in', [...COMPONENTS])
    .where('span', '=', span)
    .where('at', '>=', from)
    .execute();
  const known = new Map(rows.map((row) => [`${row.component} ${row.at.getTime()}`, row]));
  const step = span === 'day' ? DAY_MS : HOUR_MS;
  return (component) =>
    Array.from({ length: howMany }, (_, n) => {
      const row = known.get(`${component} ${from.getTime() + n * step}`);
      if (!row) return undefined;
      const { at, up, degraded, down, slowest_ms: slowestMs } = row;
      return { at, up, degraded, down, slowestMs };
    });
}

/** What was degraded worked all the same. */
export function uptimeOf(spans: readonly (Span | undefined)[]): {
  minutes: number;
  uptimeBp: number | null;
} {
  let [minutes, down] = [0, 0];
  for (const span of spans) {
    if (!span) continue;
    minutes += span.up + span.degraded + span.down;
    down += span.down;
  }
  return {
    minutes,
    uptimeBp: minutes === 0 ? null : Math.floor(((minutes - down) * 10_000) / minutes),
  };
}
