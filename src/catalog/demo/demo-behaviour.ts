/** How the demo's provider delivers a service. */
export type DemoBehaviour = {
  kind: 'normal' | 'slow' | 'partial';
  /** From acceptance to the first piece. */
  delayMs: number;
  /** From the first piece to the last. */
  durationMs: number;
  /** Where a partial one stops: the share that is delivered. */
  deliveredPercent: number;
};

const ONE_IN = 20; // one service in twenty is slow, and one stops early

/**
 * What the provider simulator does with an order of this service, by its id, which in the demo is
 * also the provider's. Most finish within half a minute, so that a visitor sees the whole way.
 */
export function demoBehaviour(serviceId: number): DemoBehaviour {
  const spread = (serviceId * 7_919) % 100; // a prime, so that neighbours differ
  const base = { delayMs: 1_000 + spread * 20, durationMs: 5_000 + spread * 200 };
  switch (serviceId % ONE_IN) {
    case 7:
      return { ...base, kind: 'slow', durationMs: 600_000, deliveredPercent: 100 };
    case 13:
      return { ...base, kind: 'partial', deliveredPercent: 30 + (spread % 60) };
    default:
      return { ...base, kind: 'normal', deliveredPercent: 100 };
  }
}
