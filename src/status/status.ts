import type { ProbeState } from '#platform/db/schema.ts';

export type { ProbeState };

/** What is probed, in the order in which it is shown. */
export const COMPONENTS = [
  'api',
  'sign_in',
  'orders',
  'providers',
  'webhooks',
  'mail',
  'database',
  'worker',
] as const;
export type Component = (typeof COMPONENTS)[number];

/** What a probe found. Without a time: it measures none. */
export type Probe = { component: Component; state: ProbeState; tookMs: number | null };

/** The same, of the minute in which it was found. */
export type DatedProbe = Probe & { minute: Date };

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const minuteOf = (now: Date): Date =>
  new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);

export const dayOf = (now: Date): Date => new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);

const ROWS: Readonly<Record<ProbeState, number>> = { up: 0, degraded: 1, down: 2 };

export const isWorse = (one: ProbeState, other: ProbeState): boolean => ROWS[one] > ROWS[other];

/** How long something may wait before it is late, and before it counts as not working. */
type Patience = { degradedMs: number; downMs: number };

// Of what is usual by far: orders leave within a second, webhooks and mails within seconds.
const PATIENCE = {
  orders: { degradedMs: 60_000, downMs: 10 * 60_000 },
  webhooks: { degradedMs: 60_000, downMs: 10 * 60_000 },
  mail: { degradedMs: 5 * 60_000, downMs: HOUR_MS },
  database: { degradedMs: 1_000, downMs: 10_000 },
  api: { degradedMs: 2_000, downMs: 10_000 },
  sign_in: { degradedMs: 2_000, downMs: 10_000 },
} as const satisfies Partial<Record<Component, Patience>>;

/** The state of what takes, or waits, so long. */
export function stateAfter(component: keyof typeof PATIENCE, ms: number): ProbeState {
  const { degradedMs, downMs } = PATIENCE[component];
  if (ms >= downMs) return 'down';
  return ms >= degradedMs ? 'degraded' : 'up';
}
