/** How the simulated provider treats the orders of one of its services. */
export type Behaviour = {
  /** From acceptance to the first piece. */
  startAfterMs?: number;
  /** From the first piece to the last one. */
  deliverMs?: number;
  /** After which share of the pieces it stops, in percent, and which word it ends with. */
  stopsAt?: { percent: number; as: 'Partial' | 'Canceled' };
  startCount?: number | null;
  /** Of an order that names no quantity, a package; default: the lines of its list, or 1. */
  pieces?: number;
  /** Says this instead of the truth. */
  claims?: { status?: string; remains?: number | string | null };
  add?: AddBehaviour;
  /** What a wish to cancel gets; taken: the order ends Canceled, or Partial once it delivers. */
  cancel?: 'taken' | { error: string };
  refill?: 'done' | 'rejected' | { error: string };
  /** A standing order finds a new post so often. */
  postEveryMs?: number;
};

export type AddBehaviour =
  | { answer: 'refuse'; error: string; status?: number }
  | { answer: 'rate-limit'; retryAfterS: number }
  /** Lets the connection wait until it is closed; `accepts`: with the order in its book. */
  | { answer: 'silence' | 'html' | 'broken-json' | 'no-id' | 'server-error'; accepts: boolean }
  /** Cuts the connection instead of answering. */
  | { answer: 'reset'; accepts: boolean }
  /** Books the order twice and answers the second one. */
  | { answer: 'twice' };

/** Quick enough to watch, slow enough to see it happen: 8 to 20 seconds by size. */
export function deliveryMs(behaviour: Behaviour, quantity: number): number {
  return behaviour.deliverMs ?? Math.min(18_000, 6_000 + quantity * 2);
}

export const START_AFTER_MS = 1_500;
export const POST_EVERY_MS = 15_000;
