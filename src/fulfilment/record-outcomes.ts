import { lockOrders, moveOrders, settleOrders, type Ending, type Move } from '#orders/index.ts';
import type { Moment } from '#platform/app.ts';
import type { AttemptOutcome } from '#platform/db/schema.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { AddOutcome } from '#providers/index.ts';
import { retryDelayMs } from './retry-delay.ts';

/** What came of an attempt, to be written down. */
export type Outcome = {
  attemptId: bigint;
  number: number;
  orderId: number;
  orderedAt: Date;
  providerId: number;
  result: AddOutcome;
};

const STORED: Record<AddOutcome['kind'], AttemptOutcome> = {
  accepted: 'accepted',
  refused: 'refused',
  later: 'refused',
  unclassified: 'unclassified',
  never_sent: 'never_sent',
  unknown: 'unknown',
};

// An attempt that was given up as unknown may still turn out to have been answered.
const CLOSE = writing<[id: bigint]>(
  'attempts-close',
  `update attempts a set outcome = c.outcome, provider_order_id = c.provider_order_id,
     error = c.error, answer = c.answer, finished_at = $6
   from unnest($1::bigint[], $2::attempt_outcome[], $3::text[], $4::text[], $5::text[])
     as c (id, outcome, provider_order_id, error, answer)
   where a.id = c.id and (a.outcome is null
     or (a.outcome = 'unknown' and c.outcome in ('accepted', 'refused', 'unclassified')))
   returning a.id`,
  { asArrays: true },
);

const TAKEN = reading<[providerId: number, providerOrderId: string]>(
  'attempts-taken',
  `select provider_id, provider_order_id from attempts
   where (provider_id, provider_order_id) in (select * from unnest($1::int[], $2::text[]))
     and outcome = 'accepted'`,
  { asArrays: true },
);

const WISHES = reading<[orderId: number]>(
  'cancel-wishes-of',
  `select order_id from cancel_wishes where order_id = any ($1::int[])`,
  { asArrays: true },
);

const FIRST_LOOK_MS = 2_000;
const LONGEST_PAUSE_MS = 3_600_000; // whatever Retry-After says, or the day would never be over
const PATIENCE_MS = 24 * 3_600_000; // reliability.md 5.2: after a day the policy acts

/**
 * Writes down what came of attempts and moves their orders: accepted on, refused out with the money
 * back, certainly not sent back to waiting, everything else to `unknown`. Twice changes nothing.
 */
export async function recordOutcomes(
  tx: Tx,
  told: readonly Outcome[],
  moment: Moment,
): Promise<void> {
  const { now } = moment;
  const outcomes = await withoutDoubles(tx, told);
  const closed = new Set(await close(tx, outcomes, now));
  const moves: Move[] = [];
  const endings: Ending[] = [];
  for (const outcome of outcomes) {
    if (!closed.has(outcome.attemptId)) continue;
    const next = nextOf(outcome, moment);
    if ('to' in next) moves.push(next);
    else endings.push(next);
  }
  await lockOrders(
    tx,
    [...moves, ...endings].map((one) => one.orderId),
  );
  const moved = await moveOrders(tx, moves, now);
  const back = moves.filter((one) => one.to === 'pending' && moved.has(one.orderId));
  await settleOrders(tx, [...endings, ...(await wished(tx, back))], now);
}

/**
 * A provider that answers one id twice has one order, not two: a person must look. Of two workers
 * that are told it at the same time one fails on the index, and finds the other when it tries again.
 */
async function withoutDoubles(tx: Tx, outcomes: readonly Outcome[]): Promise<Outcome[]> {
  const named = outcomes.filter((one) => one.result.kind === 'accepted');
  if (named.length === 0) return [...outcomes];
  const rows = await tx.rows(TAKEN, [
    named.map((one) => one.providerId),
    named.map((one) => (one.result.kind === 'accepted' ? one.result.providerOrderId : '')),
  ]);
  const taken = new Set(rows.map((row) => row.join(' ')));
  return outcomes.map((outcome) => {
    const { result, providerId } = outcome;
    if (result.kind !== 'accepted') return outcome;
    const name = `${providerId} ${result.providerOrderId}`;
    if (!taken.has(name)) {
      taken.add(name);
      return outcome;
    }
    const error = `the provider's order ${result.providerOrderId} belongs to another order`;
    return { ...outcome, result: { kind: 'unclassified', error, answer: result.answer } };
  });
}

async function close(tx: Tx, outcomes: readonly Outcome[], now: Date): Promise<bigint[]> {
  const rows = await tx.run(CLOSE, [
    outcomes.map((one) => one.attemptId),
    outcomes.map((one) => STORED[one.result.kind]),
    outcomes.map(({ result }) => (result.kind === 'accepted' ? result.providerOrderId : null)),
    outcomes.map(({ result }) => (result.kind === 'accepted' ? null : result.error)),
    outcomes.map(({ result }) => ('answer' in result ? result.answer : null)),
    now,
  ]);
  return rows.map(([id]) => id);
}

function nextOf(outcome: Outcome, { now, random }: Moment): Move | Ending {
  const { orderId, result, number, orderedAt } = outcome;
  const order = { orderId, source: `provider:${outcome.providerId}` };
  const at = (ms: number) => new Date(now.getTime() + ms);
  switch (result.kind) {
    case 'accepted':
      return { ...order, to: 'in_progress', dueAt: at(FIRST_LOOK_MS) };
    case 'refused':
      return { ...order, status: 'canceled', failed: true, note: result.error };
    case 'never_sent':
      return { ...order, to: 'pending', dueAt: at(retryDelayMs('never_sent', number, random)) };
    case 'later': {
      if (now.getTime() - orderedAt.getTime() > PATIENCE_MS) {
        return { ...order, status: 'canceled', failed: true, note: result.error };
      }
      const pause = result.retryAfterMs ?? retryDelayMs('later', number, random);
      const dueAt = at(Math.min(pause, LONGEST_PAUSE_MS));
      return { ...order, to: 'pending', dueAt, note: result.error };
    }
    case 'unclassified':
    case 'unknown':
      return { ...order, to: 'unknown', dueAt: now, note: result.error };
  }
}

/** Waiting again, and the customer wished to cancel meanwhile: there is nobody to ask. */
async function wished(tx: Tx, moves: readonly Move[]): Promise<Ending[]> {
  if (moves.length === 0) return [];
  const rows = await tx.rows(WISHES, [moves.map((one) => one.orderId)]);
  return rows.map(([orderId]) => ({ orderId, status: 'canceled', source: 'customer' }));
}
