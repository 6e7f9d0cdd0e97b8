import { AppError } from '#lib/errors.ts';

/** An outcome that asks for the item to be tried again in a later batch (its row was locked). */
export const LATER: unique symbol = Symbol('later');

export type Outcome<Result> = Result | AppError | typeof LATER;

export type BatchOptions<Item, Result> = {
  /** Handles what gathered; answers one outcome per item, in order. A throw fails them all. */
  run(items: Item[]): Promise<Outcome<Result>[]>;
  /** How many batches may run at the same time. */
  workers?: number;
  /** Items of one key never run at the same time. */
  keyOf?(item: Item): unknown;
  maxItems?: number;
  /** How long a batch may wait for callers who were answered a moment ago to be back. */
  lingerMs?: number;
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

/** How many calls are in hand, and how many callers there seem to be. */
type Load = { waiting: number; callers: number };

const MAX_ITEMS = 256;
const LOCKED_PAUSE_MS = 2; // a wallet is locked for about one commit

// Who was answered a moment ago is about to call again. Waiting for most of them makes batches three
// times as large as taking what is there, and the work per call a third less.
const MOST = 0.8;
const FORGET = 0.9; // of the number of callers, with every batch

/**
 * Collects concurrent calls: while one batch runs, the next one gathers. A lone call starts at
 * once, so batching costs no latency when there is no load.
 */
export function batch<Item, Result>(options: BatchOptions<Item, Result>) {
  const { workers = 1, keyOf, maxItems = MAX_ITEMS, lingerMs = 0, maxWaiting = 10_000 } = options;
  const queue: Waiting<Item, Result>[] = [];
  const busyKeys = new Set<unknown>();
  const load: Load = { waiting: 0, callers: 0 };
  let working = 0;
  let gathering = false;

  const start = () => {
    if (working === workers || gathering) return;
    working += 1;
    // What else arrives in this turn of the event loop joins the first batch.
    setImmediate(() => void work());
  };

  const work = async () => {
    while (!gathering && queue.length > 0) {
      await gather();
      const taken = take(queue, options, busyKeys);
      if (taken.length === 0) break;
      if (queue.length > 0) start();
      const again = await settle(taken, options, load);
      if (keyOf) for (const one of taken) busyKeys.delete(keyOf(one.item));
      load.callers *= FORGET;
      if (again.length === 0) continue;
      // To the end: many calls on one locked row must not keep the others waiting.
      queue.push(...again);
      if (again.length === taken.length) await pause(LOCKED_PAUSE_MS);
    }
    working -= 1;
  };

  const gather = async () => {
    if (lingerMs === 0 || areBack()) return;
    gathering = true;
    const until = performance.now() + lingerMs;
    while (!areBack() && performance.now() < until) await turn();
    gathering = false;
  };

  const areBack = () => queue.length >= maxItems || load.waiting >= load.callers * MOST;

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (load.waiting >= maxWaiting) {
        reject(new AppError('unavailable', 'too many calls are waiting'));
        return;
      }
      load.waiting += 1;
      load.callers = Math.max(load.callers, load.waiting);
      queue.push({ item, since: performance.now(), resolve, reject });
      start();
    });
}

/** What is next and free, oldest first; its keys are busy from here on. */
function take<Item, Result>(
  queue: Waiting<Item, Result>[],
  { keyOf, maxItems = MAX_ITEMS }: BatchOptions<Item, Result>,
  busyKeys: Set<unknown>,
): Waiting<Item, Result>[] {
  if (!keyOf) return queue.splice(0, maxItems);
  const mine = new Set<unknown>();
  const taken: Waiting<Item, Result>[] = [];
  const left: Waiting<Item, Result>[] = [];
  for (const one of queue) {
    const key = keyOf(one.item);
    const free = taken.length < maxItems && !busyKeys.has(key);
    (free ? taken : left).push(one);
    if (free) mine.add(key);
  }
  queue.splice(0, queue.length, ...left);
  for (const key of mine) busyKeys.add(key);
  return taken;
}

/** Runs a batch and answers its callers; what was told LATER, and may wait on, is returned. */
async function settle<Item, Result>(
  taken: readonly Waiting<Item, Result>[],
  { run, patienceMs = 5_000 }: BatchOptions<Item, Result>,
  load: Load,
): Promise<Waiting<Item, Result>[]> {
  let outcomes: Outcome<Result>[];
  try {
    outcomes = await run(taken.map((one) => one.item));
  } catch (error) {
    load.waiting -= taken.length;
    for (const one of taken) one.reject(error);
    return [];
  }
  const again: Waiting<Item, Result>[] = [];
  for (const [index, one] of taken.entries()) {
    const outcome = outcomes[index] as Outcome<Result>;
    if (outcome === LATER && performance.now() - one.since < patienceMs) {
      again.push(one);
      continue;
    }
    load.waiting -= 1;
    if (outcome === LATER) one.reject(new AppError('unavailable', 'the account is busy'));
    else if (outcome instanceof AppError) one.reject(outcome);
    else one.resolve(outcome);
  }
  return again;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
