import { resetOf, type Decision, type LayerName } from './decision.ts';

/** Layers that are taken together: all of them or none. */
export type Claim = readonly { name: LayerName; subject: string; limit: number }[];

/** One subject's count in one clock minute. */
export type Window = {
  minute: number;
  used: number;
  /** How many of them the store has not been told of. */
  unshared: number;
};

/**
 * Whether a window counts calls of this minute. One that is a minute ahead does, because the
 * clocks of two hosts differ a little at every turn of a minute. One further ahead is the trace of
 * a clock that was moved back, and must not lock anyone out until that time comes again.
 */
export const isCurrent = (window: Window, minute: number): boolean =>
  window.minute === minute || window.minute === minute + 1;

/** Decides on claims in order, counting what it admits into their windows. */
export function admit(claims: readonly Claim[], windowOf: (subject: string) => Window): Decision[] {
  return claims.map((claim) => {
    const spent = spentLayer(claim, windowOf);
    if (spent === undefined) {
      for (const layer of claim) {
        const window = windowOf(layer.subject);
        window.used += 1;
        window.unshared += 1;
      }
    }
    return decide(claim, windowOf, spent);
  });
}

/** The first layer that has nothing left. */
export const spentLayer = (
  claim: Claim,
  windowOf: (subject: string) => Window | undefined,
): LayerName | undefined =>
  claim.find((layer) => (windowOf(layer.subject)?.used ?? 0) >= layer.limit)?.name;

/** The answer for a claim whose windows are what they are now. */
export function decide(
  claim: Claim,
  windowOf: (subject: string) => Window,
  deniedBy: LayerName | undefined,
): Decision {
  const decision: Decision = {
    allowed: deniedBy === undefined,
    deniedBy,
    limit: Infinity,
    remaining: Infinity,
    resetAt: 0,
    tierRemaining: undefined,
  };
  for (const layer of claim) {
    const window = windowOf(layer.subject);
    const remaining = Math.max(0, layer.limit - window.used);
    if (layer.name === 'tier') decision.tierRemaining = remaining;
    const shown = deniedBy === undefined ? remaining < decision.remaining : layer.name === deniedBy;
    if (!shown) continue;
    decision.limit = layer.limit;
    decision.remaining = remaining;
    decision.resetAt = resetOf(window.minute);
  }
  return decision;
}
