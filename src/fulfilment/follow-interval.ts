import type { Moment } from '#platform/app.ts';

// Orders end soon or take long: the older one is, the longer nothing new will be said of it.
// Figures of our own; 100 orders share one call.
const STEPS = [
  { youngerThanMs: 60_000, everyMs: 2_000 },
  { youngerThanMs: 10 * 60_000, everyMs: 10_000 },
  { youngerThanMs: 3_600_000, everyMs: 60_000 },
  { youngerThanMs: 24 * 3_600_000, everyMs: 5 * 60_000 },
  { youngerThanMs: 7 * 24 * 3_600_000, everyMs: 30 * 60_000 },
];
const OLDEST_EVERY_MS = 2 * 3_600_000;
const JITTER = 0.1; // keeps orders of one minute from asking together for ever

/** When to ask again about an order that started at `startedAt`. */
export function nextLookAt(startedAt: Date, { now, random }: Moment): Date {
  const age = now.getTime() - startedAt.getTime();
  const every = STEPS.find((step) => age < step.youngerThanMs)?.everyMs ?? OLDEST_EVERY_MS;
  return new Date(now.getTime() + Math.round(every * (1 + (random() * 2 - 1) * JITTER)));
}
