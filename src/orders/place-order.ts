import { randomUUID } from 'node:crypto';
import { chooseRoute, payingRoutes } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { chargeFor } from '#lib/money.ts';
import { perApp, type App } from '#platform/app.ts';
import { batch, type Outcome } from '#platform/batch.ts';
import { CommitUnknown } from '#platform/db/database.ts';
import { isLostConnection, isUnavailable } from '#platform/db/postgres-errors.ts';
import { ownRates, priceOf } from '#pricing/index.ts';
import type { OrderDraft } from './draft-order.ts';
import { placeOrders } from './place-orders.ts';
import type { Buyer, Placed, Placement } from './placement.ts';

export type PlaceOrder = {
  buyer: Buyer;
  /** The caller's own id, 1 to 128 characters: a repeat answers the original order, for ever. */
  requestId: string | null;
  /** SHA-256 over the parameters as sent. */
  requestHash: Buffer;
  /** Without a requestId, an identical call within so many seconds answers the original; 0: off. */
  repeatWindowS: number;
  /** A refusal found without the database. It waits for the answer whether this is a replay. */
  draft: OrderDraft | AppError;
  /** Paid now, and not to be sent to a provider before. The requestHash must tell it. */
  startsAt?: Date | null;
};

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
  return collector(app)(await prepare(app, command));
}

async function prepare(app: App, command: PlaceOrder): Promise<Placement> {
  const { buyer, draft, requestHash, startsAt } = command;
  const named = { buyer, requestHash, startsAt, ...nameOf(command, app.clock.now()) };
  if (draft instanceof AppError) return { ...named, draft, price: null, providerId: null };
  const over = expired(draft, app.clock.now());
  if (over) return { ...named, draft: over, price: null, providerId: null };
  const own = (await ownRates(app, buyer.accountId)).get(draft.service.id);
  const price = priceOf(draft.service, own, buyer.tierDiscountBp);
  try {
    chargeFor(price.rate, draft.quantity);
    const bought = { rate: price.rate, quantity: draft.quantity };
    const route = chooseRoute(payingRoutes(draft.service.routes, bought), () => app.random());
    return { ...named, draft, price, providerId: route?.providerId ?? null };
  } catch (error) {
    if (error instanceof AppError) return { ...named, draft: error, price: null, providerId: null };
    throw error;
  }
}

/** A subscription lasts to the end of its last day, in UTC. */
function expired({ subscription }: OrderDraft, nowMs: number): AppError | undefined {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const last = subscription?.expiresOn ?? today;
  if (last >= today) return undefined;
  return new AppError('invalid_parameter', 'a day that is not over', { parameter: 'expiry' });
}

/** Ours and the caller's ids live in namespaces of their own, under one unique index. */
function nameOf(
  { buyer, requestId, requestHash, repeatWindowS }: PlaceOrder,
  nowMs: number,
): { requestId: string; repeatsFrom: string | null } {
  if (requestId !== null) return { requestId: `r:${requestId}`, repeatsFrom: null };
  if (repeatWindowS === 0) return { requestId: `n:${randomUUID()}`, repeatsFrom: null };
  const call = `k:${buyer.keyId}:${requestHash.toString('base64url')}`;
  const at = (ms: number) => String(ms).padStart(15, '0');
  return {
    requestId: `${call}:${at(nowMs)}`,
    repeatsFrom: `${call}:${at(nowMs - repeatWindowS * 1_000)}`,
  };
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
