import { lockOrders, moveOrders, settleOrders, type Ending, type Move } from '#orders/index.ts';
import type { Moment } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { raiseNotices } from '#platform/notices/index.ts';
import { doubtNotice } from './doubt-notice.ts';
import { findDuplicates } from './find-duplicates.ts';
import { findLateAnswers } from './find-late-answers.ts';
import { findRoutesLeft, type RoutesLeft } from './find-routes-left.ts';
import { nextRoute } from './next-route.ts';
import { STORED, withoutDoubles, type Outcome } from './outcome.ts';
import { recordEvidence } from './record-evidence.ts';
import { retryDelayMs } from './retry-delay.ts';

// `finished_at` says the same as `outcome`, and leads to each row by its key: the index of what is
// open holds, until a vacuum, all that ever was.
const CLOSE = writing<[id: bigint]>(
  'attempts-close',
  `update attempts a set outcome = c.outcome, provider_order_id = c.provider_order_id,
     error = c.error, answer = c.answer, finished_at = $6
   from unnest($1::bigint[], $2::attempt_outcome[], $3::text[], $4::text[], $5::text[])
     as c (id, outcome, provider_order_id, error, answer)
   where a.id = c.id and a.finished_at is null
   returning a.id`,
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
 * Writes down what came of attempts and moves their orders: accepted ones on; what certainly nobody
 * has to another route, back to waiting, or out with the money back; everything else to `unknown`.
 * A late answer to what is unknown is evidence. Twice changes nothing.
 */
export async function recordOutcomes(
  tx: Tx,
  told: readonly Outcome[],
  moment: Moment,
): Promise<void> {
  const outcomes = await withoutDoubles(tx, told);
  const closed = await close(tx, outcomes, moment.now);
  const fresh = outcomes.filter((one) => closed.has(one.attemptId));
  const plain = fresh.filter((one) => one.result.kind === 'accepted');
  if (plain.length === outcomes.length) {
    await moveOrders(
      tx,
      plain.map((one) => goesOn(one, moment)),
      moment.now,
    );
    return;
  }
  const evidence = [
    ...(await findLateAnswers(
      tx,
      outcomes.filter((one) => !closed.has(one.attemptId)),
    )),
    ...(await findDuplicates(tx, fresh)),
  ];
  const ids = [...fresh, ...evidence].map((one) => one.orderId);
  if (ids.length > 0) await lockOrders(tx, ids);
  await moveOn(tx, fresh, moment);
  await recordEvidence(tx, evidence, moment.now);
}

async function close(tx: Tx, outcomes: readonly Outcome[], now: Date): Promise<Set<bigint>> {
  const rows = await tx.run(CLOSE, [
    numbers(outcomes.map((one) => one.attemptId)),
    `{${outcomes.map((one) => STORED[one.result.kind]).join()}}`,
    outcomes.map(({ result }) => (result.kind === 'accepted' ? result.providerOrderId : null)),
    outcomes.map(({ result }) => (result.kind === 'accepted' ? null : result.error)),
    outcomes.map(({ result }) => ('answer' in result ? result.answer : null)),
    now,
  ]);
  return new Set(rows.map(([id]) => id));
}

async function moveOn(tx: Tx, outcomes: readonly Outcome[], moment: Moment): Promise<void> {
  const { now } = moment;
  const nobodys = outcomes.filter((one) => isNobodys(one.result));
  const left = await findRoutesLeft(
    tx,
    nobodys.map((one) => one.orderId),
    now,
  );
  const nexts = outcomes.map((one) => nextOf(one, left, moment));
  const moves = nexts.filter((one) => 'to' in one);
  const moved = await moveOrders(tx, moves, now);
  const back = moves.filter((one) => one.to === 'pending' && moved.has(one.orderId));
  const endings = nexts.flatMap((one) => ('to' in one ? [] : [one]));
  await settleOrders(tx, [...endings, ...(await wished(tx, back))], now);
  const doubted = outcomes.filter((one) => isDoubtful(one) && moved.has(one.orderId));
  await raiseNotices(tx, doubted.map(noticeOf), now);
}

const isNobodys = ({ kind }: Outcome['result']): boolean =>
  kind === 'refused' || kind === 'later' || kind === 'never_sent';

const isDoubtful = ({ result }: Outcome): boolean =>
  result.kind === 'unknown' || result.kind === 'unclassified';

function nextOf(outcome: Outcome, left: RoutesLeft, moment: Moment): Move | Ending {
  const { orderId, providerId, result } = outcome;
  const source = `provider:${providerId}`;
  switch (result.kind) {
    case 'accepted':
      return goesOn(outcome, moment);
    case 'unclassified':
    case 'unknown':
      return { orderId, to: 'unknown', dueAt: moment.now, source, note: result.error };
  }
  const waitedMs = moment.now.getTime() - outcome.orderedAt.getTime();
  const patient = result.kind !== 'later' || waitedMs <= PATIENCE_MS;
  const { routes, tried } = left.of(orderId);
  const choice = { why: result.kind, providerId, routes, tried, down: left.down };
  const next = patient ? nextRoute(choice, moment.random) : null;
  if (next === null) {
    return { orderId, status: 'canceled', failed: true, source, note: result.error };
  }
  return {
    orderId,
    to: 'pending',
    dueAt: next.waits ? pauseEnds(outcome, moment) : moment.now,
    source,
    note: result.error,
    ...(next.providerId !== providerId && { providerId: next.providerId }),
  };
}

const goesOn = ({ orderId, providerId }: Outcome, { now }: Moment): Move => ({
  orderId,
  to: 'in_progress',
  dueAt: new Date(now.getTime() + FIRST_LOOK_MS),
  source: `provider:${providerId}`,
});

function pauseEnds({ result, number }: Outcome, { now, random }: Moment): Date {
  const asked = result.kind === 'later' ? result.retryAfterMs : null;
  const why = result.kind === 'never_sent' ? 'never_sent' : 'later';
  const pause = asked ?? retryDelayMs(why, number, random);
  return new Date(now.getTime() + Math.min(pause, LONGEST_PAUSE_MS));
}

/** Waiting again, and the customer wished to cancel meanwhile: there is nobody to ask. */
async function wished(tx: Tx, moves: readonly Move[]): Promise<Ending[]> {
  if (moves.length === 0) return [];
  const rows = await tx.rows(WISHES, [moves.map((one) => one.orderId)]);
  return rows.map(([orderId]) => ({ orderId, status: 'canceled', source: 'customer' }));
}

const noticeOf = ({ orderId, providerId, result }: Outcome) =>
  doubtNotice({
    orderId,
    providerId,
    why: result.kind === 'accepted' ? '' : result.error,
    severity: 'warning',
  });
