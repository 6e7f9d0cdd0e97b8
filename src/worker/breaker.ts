/** Keeps a provider that does not answer from being asked; its orders wait or go elsewhere. */
export type Breaker = {
  /** A call begins; what it returns is told how it ended, null when it was not made after all. */
  began(): (worked: boolean | null) => void;
  state(): BreakerState;
  /** Asks the cheap question when it is time to, one at a time: is it back? */
  probe(isBack: () => Promise<boolean>): Promise<void>;
};

export type BreakerState =
  | { is: 'closed' }
  /** `half_open`: the cheap question is being asked. */
  | { is: 'open' | 'half_open'; reason: string };

// reliability.md 5.3: opens at 70 % failures of at least 10 calls in 5 minutes, probes after 30 s.
const WINDOW_MS = 5 * 60_000;
const LEAST_CALLS = 10;
const FAILURE_SHARE = 0.7;
const PROBE_AFTER_MS = 30_000;
// Decision 14: five minutes of success must not hide that it is down now, and calls that hang for
// their whole 30 s tell nothing before (F5).
const IN_A_ROW = 5;
const OVERDUE_MS = 15_000;

const SLOT_MS = 5_000;

export function openBreaker(now: () => number, concurrency: number): Breaker {
  const underWay = new Set<{ since: number }>();
  let window = openWindow(now);
  let failedInRow = 0;
  let answeredAt = now();
  let open: { reason: string; probeAt: number } | undefined;
  let probing = false;

  const shut = (reason: string) => (open = { reason, probeAt: now() + PROBE_AFTER_MS });

  const heard = (worked: boolean) => {
    answeredAt = now();
    failedInRow = worked ? 0 : failedInRow + 1;
    if (open) {
      if (worked) [open, window] = [undefined, openWindow(now)];
      return;
    }
    const { calls, failed } = window(worked);
    if (failedInRow >= IN_A_ROW) shut(`${IN_A_ROW} calls in a row failed`);
    else if (calls >= LEAST_CALLS && failed / calls >= FAILURE_SHARE) {
      shut(`${failed} of ${calls} calls within five minutes failed`);
    }
  };

  const overdue = () => {
    if (now() - answeredAt < OVERDUE_MS) return 0;
    let calls = 0;
    for (const { since } of underWay) if (now() - since >= OVERDUE_MS) calls += 1;
    return calls;
  };

  return {
    began() {
      const call = { since: now() };
      underWay.add(call);
      return (worked) => {
        underWay.delete(call);
        if (worked !== null) heard(worked);
      };
    },
    state() {
      const hanging = open ? 0 : overdue();
      if (hanging >= Math.min(IN_A_ROW, concurrency)) {
        shut(`${hanging} calls have had no answer for ${OVERDUE_MS / 1_000} s`);
      }
      if (!open) return { is: 'closed' };
      return { is: probing ? 'half_open' : 'open', reason: open.reason };
    },
    async probe(isBack) {
      if (!open || probing || now() < open.probeAt) return;
      probing = true;
      try {
        if (await isBack()) {
          [open, window, failedInRow, answeredAt] = [undefined, openWindow(now), 0, now()];
        } else if (open) open.probeAt = now() + PROBE_AFTER_MS;
      } finally {
        probing = false;
      }
    },
  };
}

type Slot = { from: number; worked: number; failed: number };

/** Counts calls in slots: there may be thousands a second, and each is judged. */
function openWindow(now: () => number) {
  let slots: Slot[] = [];
  return (worked: boolean): { calls: number; failed: number } => {
    const at = now();
    if (slots[0] && slots[0].from <= at - WINDOW_MS) {
      slots = slots.filter((slot) => slot.from > at - WINDOW_MS);
    }
    let last = slots.at(-1);
    if (!last || last.from <= at - SLOT_MS) {
      last = { from: at, worked: 0, failed: 0 };
      slots.push(last);
    }
    last[worked ? 'worked' : 'failed'] += 1;
    const failed = slots.reduce((sum, slot) => sum + slot.failed, 0);
    return { calls: failed + slots.reduce((sum, slot) => sum + slot.worked, 0), failed };
  };
}
