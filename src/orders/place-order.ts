import { AppError } from '#lib/errors.ts';
import { perApp, type App } from '#platform/app.ts';
import { batch, type Outcome } from '#platform/batch.ts';
import { CommitUnknown } from '#platform/db/database.ts';
import { isLostConnection, isUnavailable } from '#platform/db/postgres-errors.ts';
import { placeOrders } from './place-orders.ts';
import type { Placed, Placement } from './placement.ts';
import { preparePlacement, type PlaceOrder } from './prepare-placement.ts';

const WORKERS = 2; // one batch is decided and answered while Postgres writes the other
const LINGER_MS = 2; // a third of what a batch takes under load
const MAX_BATCH = 256; // beyond it a batch holds its wallets longer than it saves
const READ_BACK_MS = 5_000; // reliability.md 3.2 grants a wait of 5 s
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 250;

/**
 * Places one order durably, exactly once per request id. Throws what `placeOrders` refuses.
 * Whatever else it throws, the same call is safe to repeat.
 */
export async function placeOrder(app: App, command: PlaceOrder): Promise<Placed> {
  const { draft, requestId, repeatWindowS } = command;
  const isNew = requestId === null && repeatWindowS === 0;
  if (draft instanceof AppError && isNew) throw draft;
  return collector(app)(await preparePlacement(app, command));
}

const collector = perApp((app) =>
  batch<Placement, Placed>({
    workers: WORKERS,
    // A wallet is locked by one of them at a time.
    keyOf: (placement) => placement.buyer.accountId,
    lingerMs: LINGER_MS,
    maxItems: MAX_BATCH,
    run: (placements) => placeBatch(app, placements),
  }),
);

async function placeBatch(app: App, placements: Placement[]): Promise<Outcome<Placed>[]> {
  let decided: Outcome<Placed>[] = [];
  try {
    return await place(app, placements, (outcomes) => (decided = outcomes));
  } catch (error) {
    if (error instanceof CommitUnknown) return readBack(app, placements, decided, error);
    if (isUnavailable(error) || placements.length === 1) throw error;
    app.log.warn({ err: (error as Error).message }, 'a batch of orders failed; placing one by one');
    return placeOneByOne(app, placements);
  }
}

const place = (
  app: App,
  placements: Placement[],
  heard?: (outcomes: Outcome<Placed>[]) => void,
): Promise<Outcome<Placed>[]> =>
  app.transact(async (tx) => {
    const now = new Date(app.clock.now());
    const outcomes = await placeOrders(tx, placements, { now, endsTransaction: true });
    heard?.(outcomes);
    return outcomes;
  });

async function placeOneByOne(app: App, placements: Placement[]): Promise<Outcome<Placed>[]> {
  const outcomes: Outcome<Placed>[] = [];
  for (const placement of placements) {
    outcomes.push(...(await placeBatch(app, [placement]).catch((error) => [refusalOf(error)])));
  }
  return outcomes;
}

function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = isUnavailable(error) ? 'unavailable' : 'internal';
  return new AppError(code, 'the order could not be placed', { cause: error });
}

/**
 * After a lost COMMIT nobody knows whether the orders exist. Placing them again finds those that
 * do by their ids and makes only those that do not.
 */
async function readBack(
  app: App,
  placements: Placement[],
  decided: Outcome<Placed>[],
  lost: CommitUnknown,
): Promise<Outcome<Placed>[]> {
  const until = performance.now() + READ_BACK_MS;
  for (let pauseMs = FIRST_PAUSE_MS; performance.now() < until; pauseMs *= 2) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(pauseMs, LONGEST_PAUSE_MS)));
    try {
      const found = await place(app, placements);
      return found.map((outcome, index) => asFirstHeard(outcome, decided[index]));
    } catch (error) {
      if (!(error instanceof CommitUnknown) && !isLostConnection(error)) throw error;
    }
  }
  throw lost;
}

/** What this very call has made is not a repeat, although it was found by its id. */
function asFirstHeard(
  outcome: Outcome<Placed>,
  decided: Outcome<Placed> | undefined,
): Outcome<Placed> {
  const made = typeof decided === 'object' && 'orderId' in decided && !decided.replayed;
  if (!made || typeof outcome !== 'object' || !('orderId' in outcome)) return outcome;
  return { ...outcome, replayed: false };
}
