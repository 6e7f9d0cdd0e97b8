import type { ProgressPoint } from './read-progress.ts';

export type CurvePoint = { at: Date; delivered: number };

/** A delivery over time: what was seen, and how it goes on if it goes on as it did. */
export type DeliveryCurve = {
  /** From the order on; each value holds until the next was seen. */
  points: CurvePoint[];
  until: Date;
  /** From the last sight to the whole quantity, at the mean speed since the start; null: not known. */
  forecast: { from: CurvePoint; to: CurvePoint } | null;
};

// A forecast is a straight line: it says something only of a delivery that has gone on for a while.
const LEAST_POINTS = 3;
const LEAST_SHARE = 0.05;
const MOST_TIMES_SO_FAR = 20;

/** What to draw of a delivery; null where nothing was seen of it. */
export function deliveryCurve(order: {
  quantity: number;
  remains: number;
  placedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  points: readonly ProgressPoint[];
  now: Date;
}): DeliveryCurve | null {
  const { quantity, remains, placedAt, startedAt, endedAt, now } = order;
  if (quantity === 0 || order.points.length === 0) return null;
  const delivered = quantity - remains;
  const seen = order.points.map((one) => ({ at: one.at, delivered: quantity - one.remains }));
  const last = endedAt ? [{ at: endedAt, delivered }] : [];
  const points = rising([{ at: placedAt, delivered: 0 }, ...seen, ...last]);
  const until = endedAt ?? now;
  const from = points.at(-1);
  const isRunning = endedAt === null && startedAt !== null && points.length > LEAST_POINTS;
  if (!isRunning || !from || delivered < quantity * LEAST_SHARE || remains === 0) {
    return { points, until, forecast: null };
  }
  const soFarMs = now.getTime() - startedAt.getTime();
  const leftMs = (soFarMs * remains) / delivered;
  if (soFarMs <= 0 || leftMs > soFarMs * MOST_TIMES_SO_FAR)
    return { points, until, forecast: null };
  const to = { at: new Date(now.getTime() + leftMs), delivered: quantity };
  return { points, until, forecast: { from: { at: now, delivered }, to } };
}

/** In the order of time, and never back: what was taken back is seen in the end, not on the way. */
function rising(points: readonly CurvePoint[]): CurvePoint[] {
  const sorted = points.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return sorted.filter(
    ({ delivered }, index) =>
      index === 0 || sorted.slice(0, index).every((before) => before.delivered < delivered),
  );
}
