import type { Decision } from '#platform/limits/index.ts';

/** The headers of every answer where there are limits, in words. */
export const RATE_HEADERS = {
  'X-RateLimit-Limit': 'Calls per clock minute of the tightest limit.',
  'X-RateLimit-Remaining': 'What is left of it.',
  'X-RateLimit-Reset': 'When it starts anew, in Unix seconds; a call at that instant passes.',
  'X-RateLimit-Tier-Remaining': "What is left of the account's limit.",
};

export const WAIT_HEADERS = { 'Retry-After': 'Seconds to wait.' };

/** Those of a 429 besides. */
export const DENIED_HEADERS = {
  ...WAIT_HEADERS,
  'X-RateLimit-DeniedBy': 'The spent limit: ip, key or tier.',
};

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
