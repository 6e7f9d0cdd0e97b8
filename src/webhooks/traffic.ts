/** What a process remembers of the webhooks that it sends to; it may be lost at any time. */
export type Traffic = {
  /** An attempt begins; call what is answered when it ended. */
  begin(call: { endpointId: number; slow: boolean }): () => void;
  /** Calls that may be made at once, to webhooks that answer in time and to the others. */
  free(): { fast: number; slow: number };
  /** Those that take their time, or are taking it now. */
  slowIds(): number[];
};

const FAST = 200; // connections
const SLOW = 50; // of their own: what hangs takes nothing from the others
const MOST_OPEN = 1_000; // with those that have just begun to hang
const SLOW_P95_MS = 5_000; // reliability.md 6.2
const HANGING_MS = 1_000; // past it a call no longer counts as one of the fast
const REMEMBERED = 20; // attempts of a webhook
const MOST_KNOWN = 50_000;

type Call = { endpointId: number; slow: boolean; began: number };

export function openTraffic(now: () => number): Traffic {
  const open = new Set<Call>();
  const took = new Map<number, number[]>();
  const slowIds = new Set<number>();

  const remember = (endpointId: number, ms: number) => {
    if (took.size >= MOST_KNOWN && !took.has(endpointId)) {
      took.clear();
      slowIds.clear();
    }
    const known = [...(took.get(endpointId) ?? []).slice(1 - REMEMBERED), ms];
    took.set(endpointId, known);
    if (p95(known) > SLOW_P95_MS) slowIds.add(endpointId);
    else slowIds.delete(endpointId);
  };
  const hangs = ({ began }: Call) => now() - began > HANGING_MS;

  return {
    begin({ endpointId, slow }) {
      const call = { endpointId, slow, began: now() };
      open.add(call);
      return () => {
        open.delete(call);
        remember(endpointId, now() - call.began);
      };
    },
    free() {
      const slow = [...open].filter((call) => call.slow || hangs(call)).length;
      const room = MOST_OPEN - open.size;
      return {
        fast: Math.max(0, Math.min(FAST - (open.size - slow), room)),
        slow: Math.max(0, Math.min(SLOW - slow, room)),
      };
    },
    slowIds() {
      const hanging = [...open].filter(hangs).map(({ endpointId }) => endpointId);
      return [...new Set([...slowIds, ...hanging])];
    },
  };
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}
