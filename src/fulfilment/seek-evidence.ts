import { readClaimed } from '#orders/index.ts';
import { momentOf, type App } from '#platform/app.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { adapterOf, type Provider } from '#providers/index.ts';
import { balanceSays } from './balance-says.ts';
import type { Evidence } from './evidence.ts';
import { orderToSend } from './order-to-send.ts';
import { withoutDoubles } from './outcome.ts';
import { recordEvidence } from './record-evidence.ts';
import type { Settled } from './settle-doubts.ts';

type Doubt = {
  attemptId: bigint;
  orderId: number;
  number: number;
  quantity: number;
  cost: bigint | null;
  providerService: string;
  finishedAt: Date;
  balanceBefore: bigint | null;
  balanceAfter: bigint | null;
};

const TAKE = reading<Doubt>(
  'orders-to-seek',
  `select a.id as "attemptId", o.id as "orderId", a.number, o.quantity, a.cost,
     a.provider_service as "providerService", a.finished_at as "finishedAt",
     a.balance_before as "balanceBefore", a.balance_after as "balanceAfter"
   from orders o join attempts a on a.order_id = o.id and a.outcome in ('unknown', 'unclassified')
   where o.status = 'unknown' and o.provider_id = $1 and o.due_at <= $2
   order by o.due_at limit $3 for update of o skip locked`,
);

const LATER = writing(
  'orders-seek-again',
  `update orders o set due_at = s.due_at
   from unnest($1::int[], $2::timestamptz[]) as s (id, due_at)
   where o.id = s.id and o.status = 'unknown'`,
);

const ASKED = writing(
  'attempts-balance-after',
  'update attempts set balance_after = $2 where id = $1 and balance_after is null',
);

const AT_ONCE = 4; // the calls that a provider gets by default
// reliability.md 5.1: practice is an inquiry each 30 s, three times; then a person has to look.
const SOON_MS = 30_000;
const SOON_FOR_MS = 45_000;
const RARELY_MS = 3_600_000;
// A proxy may hold the first call back for a minute, and it is judged when it arrives, not before.
const FIRST_CALL_MS = 55_000;

/** Whether anything can be asked of this provider about an order in doubt. */
export const mayAnswer = (app: App, provider: Provider): boolean =>
  provider.balanceEvidence || adapterOf(app, provider).repeatsSafely;

/**
 * Asks a provider about orders in doubt that are due, by what proves something there: the same
 * call with the same request id, or its balance. Writes down what it said and settles what that
 * decides. An order is asked about three times within a minute, then hourly.
 */
export async function seekEvidence(app: App, provider: Provider): Promise<Settled[]> {
  if (!mayAnswer(app, provider)) return [];
  const { now } = momentOf(app);
  const doubts = await app.transact((tx) => take(tx, provider, now));
  const settled: Settled[] = [];
  const found = adapterOf(app, provider).repeatsSafely
    ? await Promise.all(doubts.map((doubt) => repeat(app, provider, doubt)))
    : await askBalance(app, provider, doubts);
  for (const evidence of found) {
    if (!evidence) continue;
    const { now: heardAt } = momentOf(app);
    settled.push(...(await app.transact((tx) => recordEvidence(tx, [evidence], heardAt))));
  }
  return settled;
}

async function take(tx: Tx, provider: Provider, now: Date): Promise<Doubt[]> {
  const doubts = await tx.rows(TAKE, [provider.id, now, AT_ONCE]);
  if (doubts.length === 0) return [];
  await tx.run(LATER, [
    doubts.map((one) => one.orderId),
    doubts.map(({ finishedAt }) => {
      const soon = now.getTime() - finishedAt.getTime() < SOON_FOR_MS;
      return new Date(now.getTime() + (soon ? SOON_MS : RARELY_MS));
    }),
  ]);
  return doubts;
}

/** The request id makes both calls one order, so the answer to the second is that to the first. */
async function repeat(app: App, provider: Provider, doubt: Doubt): Promise<Evidence | undefined> {
  const [order] = await readClaimed(app.db, [doubt.orderId]);
  if (!order) return undefined;
  const isOver = app.clock.now() - doubt.finishedAt.getTime() >= FIRST_CALL_MS;
  const told = await adapterOf(app, provider).add(orderToSend(order, doubt.providerService));
  const { attemptId, orderId, number } = doubt;
  const heard = { attemptId, orderId, number, orderedAt: order.createdAt, providerId: provider.id };
  const [outcome] = await withoutDoubles(app.db, [{ ...heard, result: told }]);
  const result = outcome?.result;
  const piece = { orderId, attemptId, kind: 'repeat', strong: true } as const;
  const source = `provider:${provider.id}`;
  if (result?.kind === 'accepted') {
    const { providerOrderId } = result;
    return { ...piece, verdict: 'placed', providerOrderId, source };
  }
  if (result?.kind === 'refused' && isOver) {
    return { ...piece, verdict: 'not_placed', note: result.error, source };
  }
  return undefined;
}

async function askBalance(
  app: App,
  provider: Provider,
  doubts: readonly Doubt[],
): Promise<(Evidence | undefined)[]> {
  const [doubt] = doubts.filter((one) => one.balanceBefore !== null && one.balanceAfter === null);
  if (!doubt) return [];
  const answer = await adapterOf(app, provider).balance();
  if (!answer.ok) return [];
  const { balance } = answer.value;
  await app.transact((tx) => tx.run(ASKED, [doubt.attemptId, balance]));
  const said = balanceSays(
    { before: doubt.balanceBefore as bigint, after: balance },
    { cost: doubt.cost, quantity: doubt.quantity, exchangeRate: provider.exchangeRate },
  );
  if (!said) return [];
  const { orderId, attemptId } = doubt;
  const piece = { orderId, attemptId, kind: 'balance', strong: false } as const;
  return [{ ...piece, ...said, source: `provider:${provider.id}` }];
}
