const S = 1_000;
const MINUTE = 60 * S;
const HOUR = 60 * MINUTE;

/** Rest before each attempt: Standard Webhooks' schedule, 75 h 35 min in all (reliability.md W2). */
export const RESTS_MS: readonly number[] = [
  0,
  5 * S,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
const JITTER = 0.2; // reliability.md 6.2: what failed together must not come back together
export const LONGEST_RETRY_AFTER_MS = 24 * HOUR; // reliability.md 6.2

/**
 * How long to wait after so many attempts of this round, in milliseconds; null: that was the last.
 * A server may ask for more patience (`Retry-After`), up to a day.
 */
export function restAfter(
  tried: number,
  { random, retryAfterMs }: { random(): number; retryAfterMs: number | null },
): number | null {
  const rest = RESTS_MS[tried];
  if (rest === undefined) return null;
  const jittered = rest * (1 - JITTER + 2 * JITTER * random());
  const asked = Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS);
  return Math.round(Math.max(jittered, asked));
}
