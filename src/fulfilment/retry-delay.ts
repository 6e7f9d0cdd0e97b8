// reliability.md 5.3: one second to one, with full jitter, where nothing was sent; a provider that
// answered is asked less often, because only time or the operator changes its mind.
const PAUSES = {
  never_sent: { firstMs: 1_000, longestMs: 60_000 },
  later: { firstMs: 30_000, longestMs: 30 * 60_000 },
};

/** How long an order waits before its next attempt, after `attempts` that placed nothing. */
export function retryDelayMs(
  why: keyof typeof PAUSES,
  attempts: number,
  random: () => number,
): number {
  const { firstMs, longestMs } = PAUSES[why];
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(attempts, 20));
  return Math.round(firstMs / 2 + random() * (ceiling - firstMs / 2));
}
