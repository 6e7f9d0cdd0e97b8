import type { Decision } from '#platform/limits/index.ts';

/** What a caller is told of the limits: nothing where there are none (contract 4). */
export function rateHeaders(decision: Decision | undefined, now: number): readonly string[] {
  if (decision === undefined || decision.limit === Infinity) return [];
  const { limit, remaining, resetAt, tierRemaining, deniedBy } = decision;
  const headers = [
    'X-RateLimit-Limit',
    String(limit),
    'X-RateLimit-Remaining',
    String(remaining),
    'X-RateLimit-Reset',
    String(resetAt),
  ];
  if (tierRemaining !== undefined) headers.push('X-RateLimit-Tier-Remaining', `${tierRemaining}`);
  if (deniedBy !== undefined) {
    const waitS = Math.max(1, Math.ceil(resetAt - now / 1_000));
    headers.push('X-RateLimit-DeniedBy', deniedBy, 'Retry-After', String(waitS));
  }
  return headers;
}
