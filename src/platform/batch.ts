import { appendFileSync as require0 } from 'node:fs';
import { AppError } from '#lib/errors.ts';

/** An outcome that asks for the item to be tried again in a later batch (its row was locked). */
export const LATER: unique symbol = Symbol('later');

export type Outcome<Result> = Result | AppError | typeof LATER;

export type BatchOptions<Item, Result> = {
  /** Handles what gathered; answers one outcome per item, in order. A throw fails them all. */
  run(items: Item[]): Promise<Outcome<Result>[]>;
  lanes?: number;
  /** Items of one lane never run at the same time. */
  laneOf?(item: Item): number;
  maxItems?: number;
  /** How long an item may keep coming back as LATER, and how many may wait in all. */
  patienceMs?: number;
  maxWaiting?: number;
};

type Waiting<Item, Result> = {
  item: Item;
  since: number;
  resolve(result: Result): void;
  reject(error: unknown): void;
};

const LOCKED_PAUSE_MS = 2; // a wallet is locked for about one commit

// Who was answered a moment ago is about to call again: waiting for most of them makes batches three
// times as large and the work per call a third less. A lone caller is never waited for.
const COMING_BACK = Number(process.env.CB ?? 0.75);
const LINGER_MS = Number(process.env.LM ?? 2);

/**
 * Collects concurrent calls: while one batch of a lane runs, the next one gathers. A lone call
 * starts at once, so batching costs no latency when there is no load.
 */
export function batch<Item, Result>(options: BatchOptions<Item, Result>) {
  const { run, lanes: laneCount = 1, laneOf = () => 0, maxItems = 256 } = options;
  const { patienceMs = 5_000, maxWaiting = 10_000 } = options;
  const lanes = Array.from({ length: laneCount }, () => ({
    queue: [] as Waiting<Item, Result>[],
    busy: false,
  }));
  let waiting = 0;

  const drain = async (lane: (typeof lanes)[number]) => {
    let last = 0;
    while (lane.queue.length > 0) {
      await gather(lane.queue, last);
      const taken = lane.queue.splice(0, maxItems); (globalThis as any).__b ??= {n:0,i:0}; (globalThis as any).__b.n++; (globalThis as any).__b.i+=taken.length; if ((globalThis as any).__b.n%2000===0) { require0('/tmp/batches.log', `${laneCount} ${(globalThis as any).__b.i/(globalThis as any).__b.n}\n`); (globalThis as any).__b={n:0,i:0}; }
      last = taken.length;
      const again = await settle(taken);
      if (again.length === 0) continue;
      // To the end: many calls on one locked row must not keep the others of the lane waiting.
      lane.queue.push(...again);
      if (again.length === taken.length) await pause(LOCKED_PAUSE_MS);
    }
    lane.busy = false;
  };

  const gather = async (queue: readonly unknown[], last: number) => {
    const enough = last * COMING_BACK;
    const until = performance.now() + LINGER_MS;
    while (queue.length < enough && performance.now() < until) await turn();
  };

  const settle = async (taken: Waiting<Item, Result>[]) => {
    let outcomes: Outcome<Result>[];
    try {
      outcomes = await run(taken.map((one) => one.item));
    } catch (error) {
      waiting -= taken.length;
      for (const one of taken) one.reject(error);
      return [];
    }
    const again: typeof taken = [];
    for (const [index, one] of taken.entries()) {
      const outcome = outcomes[index] as Outcome<Result>;
      if (outcome === LATER && performance.now() - one.since < patienceMs) {
        again.push(one);
        continue;
      }
      waiting -= 1;
      if (outcome === LATER) one.reject(new AppError('unavailable', 'the account is busy'));
      else if (outcome instanceof AppError) one.reject(outcome);
      else one.resolve(outcome);
    }
    return again;
  };

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (waiting >= maxWaiting) {
        reject(new AppError('unavailable', 'too many calls are waiting'));
        return;
      }
      const lane = lanes[laneOf(item) % laneCount] as (typeof lanes)[number];
      waiting += 1;
      lane.queue.push({ item, since: performance.now(), resolve, reject });
      if (lane.busy) return;
      lane.busy = true;
      // What else arrives in this turn of the event loop joins the first batch.
      setImmediate(() => void drain(lane));
    });
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
