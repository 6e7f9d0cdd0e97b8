import type { Moment } from '#platform/app.ts';

/** Median times from acceptance of a service at its provider; null: not measured. */
export type Speed = { startMs: number | null; finishMs: number | null };

/** What decides how soon an order is looked at again. */
export type Look = {
  acceptedAt: Date;
  /** Its provider was seen to deliver it. */
  started: boolean;
  speed: Speed;
};

// What nobody has measured: orders end soon or take long, so the older one is, the longer nothing
// new will be said of it. Figures of our own; 100 orders share one call.
const BY_AGE = [
  { youngerThanMs: 60_000, everyMs: 2_000 },
  { youngerThanMs: 10 * 60_000, everyMs: 10_000 },
  { youngerThanMs: 3_600_000, everyMs: 60_000 },
  { youngerThanMs: 24 * 3_600_000, everyMs: 5 * 60_000 },
  { youngerThanMs: 7 * 24 * 3_600_000, everyMs: 30 * 60_000 },
];

// What is measured: as shares of the expected time, so that an order that keeps to it is seen within
// 3 % of it and costs a dozen looks, whether it takes a minute or a month. Figures of our own.
const BY_EXPECTATION = [
  { beforeShare: 0.5, everyShare: 0.25 },
  { beforeShare: 0.8, everyShare: 0.1 },
  { beforeShare: 1.5, everyShare: 0.03 },
  { beforeShare: 3, everyShare: 0.1 },
];
const OVERDUE_SHARE_OF_AGE = 0.1;

const SHORTEST_MS = 2_000;
const LONGEST_MS = 2 * 3_600_000;
const JITTER = 0.1; // keeps orders of one minute from asking together for ever

/** When to ask next about an order: often near its expected start and finish, else rarely. */
export function nextLookAt(look: Look, { now, random }: Moment): Date {
  const every = lookEveryMs(look, now.getTime() - look.acceptedAt.getTime());
  return new Date(now.getTime() + Math.round(every * (1 + (random() * 2 - 1) * JITTER)));
}

/** Pure, before the jitter: how long an order of this age may go unseen. */
export function lookEveryMs({ started, speed }: Omit<Look, 'acceptedAt'>, ageMs: number): number {
  // Some panels never say that an order starts, so its finish counts from the beginning.
  const awaited = [started ? null : speed.startMs, speed.finishMs].filter((one) => one !== null);
  if (awaited.length === 0) {
    return BY_AGE.find((step) => ageMs < step.youngerThanMs)?.everyMs ?? LONGEST_MS;
  }
  const every = Math.min(...awaited.map((expectedMs) => nearing(expectedMs, ageMs)));
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, every));
}

function nearing(expectedMs: number, ageMs: number): number {
  const step = BY_EXPECTATION.find(({ beforeShare }) => ageMs < beforeShare * expectedMs);
  return step ? step.everyShare * expectedMs : OVERDUE_SHARE_OF_AGE * ageMs;
}
