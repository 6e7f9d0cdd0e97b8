export type LayerName = 'ip' | 'key' | 'tier';

export type Layer = {
  name: LayerName;
  /** What is counted, unique over all layers: `ip/203.0.113.7`. */
  subject: string;
  /** Calls per clock minute; null is unlimited. */
  limit: number | null;
};

/** What a call is told. The figures are the denying layer's, else the tightest layer's. */
export type Decision = {
  allowed: boolean;
  deniedBy: LayerName | undefined;
  /** Infinity, like `remaining`, where no layer has a limit. */
  limit: number;
  remaining: number;
  /** Unix seconds: a call at this instant passes. */
  resetAt: number;
  /** Absent where the tier is unlimited or was not reached. */
  tierRemaining: number | undefined;
};

export const MINUTE_MS = 60_000; // contract 4: windows are clock minutes

export const minuteOf = (now: number): number => Math.floor(now / MINUTE_MS);

export const resetOf = (minute: number): number => (minute + 1) * 60;

/** The decision where no layer has a limit. */
export const unlimited = (now: number): Decision => ({
  allowed: true,
  deniedBy: undefined,
  limit: Infinity,
  remaining: Infinity,
  resetAt: resetOf(minuteOf(now)),
  tierRemaining: undefined,
});

/** Two decisions on one call as one: what denies, else what has the least remaining. */
export function tightest(first: Decision, second: Decision): Decision {
  const tierRemaining = first.tierRemaining ?? second.tierRemaining;
  const shown =
    !first.allowed || (second.allowed && first.remaining <= second.remaining) ? first : second;
  return { ...shown, tierRemaining };
}
