import {
  applyUnknownPolicy,
  escalateUnknown,
  followOrders,
  passWishes,
  rerouteWaiting,
  resolveUnknown,
  seekEvidence,
  sweepLeases,
} from '#fulfilment/index.ts';
import { creditWallet, readBalance } from '#ledger/index.ts';
import { isAppError } from '#lib/errors.ts';
import { asMoney } from '#lib/money.ts';
import {
  cancelOrder,
  grantWishes,
  readStatuses,
  routeWaiting,
  SHOWN,
  startRuns,
} from '#orders/index.ts';
import { momentOf } from '#platform/app.ts';
import { CommitUnknown } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/types.ts';
import { expireRequests, followRefills, requestRefill, sendRefills } from '#refills/index.ts';
import { Broken } from './broken.ts';
import { deliver, enable, tell } from './hook-steps.ts';
import { isOver, targetOf } from './model.ts';
import { place, placeTwins, replay, replayChanged } from './place-steps.ts';
import { HOUR_MS, MINUTE_MS } from './shop.ts';
import { count, type Sim } from './sim.ts';

/** One thing that happens; answers in words what came of it. */
export type Step = (sim: Sim) => Promise<string>;

const ACTOR = { kind: 'system', name: 'sim' } as const;
const LATEST_ANSWER_TURNS = 100_000;

/** The code of a refusal; a commit whose answer was lost may have happened or not. */
const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof CommitUnknown) return 'lost';
      if (isAppError(error) && error.code !== 'internal') return error.code;
      throw error;
    },
  );

/** Mostly one that has orders in such a state, so that there is something to do. */
function someProvider({ chance, model, shop }: Sim, statuses: readonly string[]) {
  const busy = new Set(
    [...model.orders.values()]
      .filter(({ row }) => statuses.includes(row.status))
      .map(({ row }) => row.provider_id),
  );
  const there = shop.providers.filter(({ ours }) => busy.has(ours.id));
  return chance.pick(there.length > 0 && chance.odds(0.9) ? there : shop.providers);
}

const UNDER_WAY = ['processing', 'in_progress'];

async function deposit(sim: Sim): Promise<string> {
  const { chance, model, shop, process } = sim;
  const known = [...model.deposits.keys()];
  const again = known.length > 0 && chance.odds(0.2);
  const reference = again ? chance.pick(known) : `deposit-${known.length + 1}`;
  const offered = model.deposits.get(reference) ?? {
    account: chance.pick(shop.buyers).id,
    amount: BigInt(chance.int(1, 10)) * 10n ** BigInt(chance.int(8, 11)),
    credited: false,
  };
  const before = offered.credited;
  model.deposits.set(reference, offered);
  const { account: accountId, amount } = offered;
  const said = await refusalOf(
    process.app
      .transact((tx) =>
        creditWallet(tx, {
          accountId,
          amount: asMoney(amount),
          reason: 'sim',
          reference,
          actor: ACTOR,
        }),
      )
      .then(({ credited }) => {
        if (credited === before)
          throw new Broken(`${reference} is told to be credited: ${credited}`);
      }),
  );
  return `${reference} of ${amount} to ${accountId}: ${said}`;
}

/**
 * One payment is reported for two accounts at the same moment. The second looks for the reference
 * before the first commits, and writes after it looked: only the unique index keeps it out.
 */
async function rivalDeposits(sim: Sim): Promise<string> {
  const { chance, model, shop, process } = sim;
  const [first, second] = [chance.pick(shop.buyers).id, chance.pick(shop.buyers).id];
  if (first === second) return 'one account only';
  const reference = `deposit-${model.deposits.size + 1}`;
  const amount = BigInt(chance.int(1, 9)) * 10n ** 8n;
  model.deposits.set(reference, { account: first, amount, credited: false });
  const wrote = Promise.withResolvers<void>();
  const credit = (tx: Tx, accountId: number) =>
    creditWallet(tx, {
      accountId,
      amount: asMoney(amount),
      reason: 'sim',
      reference,
      actor: ACTOR,
    });
  let rival: Promise<string> | undefined;
  const won = process.app.transact(async (tx) => {
    const { credited } = await credit(tx, first);
    rival = refusalOf(
      process.app.transact((other) => credit(toldWhenWriting(other, wrote.resolve), second)),
    );
    await Promise.race([wrote.promise, rival]);
    return credited;
  });
  const said = await refusalOf(won);
  return `${reference} to ${first} and ${second}: ${said}, ${await rival}`;
}

const toldWhenWriting = (tx: Tx, told: () => void): Tx => ({
  ...tx,
  run: ((statement: Parameters<Tx['run']>[0], values: readonly unknown[]) => {
    const written = tx.run(statement, values);
    if (statement.name === 'transfers-insert') told();
    return written;
  }) as Tx['run'],
});

async function cancel(sim: Sim): Promise<string> {
  const { chance, model, process, shop } = sim;
  const orders = [...model.orders.values()];
  if (orders.length === 0) return 'nothing to cancel';
  const { row } = chance.odds(0.7) ? chance.pick(orders.slice(-20)) : chance.pick(orders);
  const stranger = chance.odds(0.1) ? chance.pick(shop.buyers).id : row.account_id;
  if (stranger === row.account_id) model.cancels.add(row.id);
  const said = await refusalOf(cancelOrder(process.app, stranger, row.id));
  const due = stranger === row.account_id ? null : 'order_not_found';
  if (due !== null && said !== due)
    throw new Broken(`account ${stranger} cancels ${row.id}: ${said}`);
  if (due === null && !isOver(row.status) && said !== 'done' && said !== 'lost') {
    throw new Broken(`canceling the open order ${row.id} is refused: ${said}`);
  }
  count(sim, `cancel: ${said}`);
  return `${row.id} by ${stranger}: ${said}`;
}

async function refill(sim: Sim): Promise<string> {
  const { chance, model, process } = sim;
  const ended = [...model.orders.values()].filter(({ row }) => isOver(row.status));
  if (ended.length === 0) return 'nothing to refill';
  const { row } = chance.pick(ended);
  const said = await refusalOf(requestRefill(process.app, row.account_id, row.id));
  count(sim, `refill: ${said}`);
  return `${row.id}: ${said}`;
}

/** Claims and sends what is due; answers that a provider holds back are not waited for. */
async function submit(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, ['pending']);
  const lane = sim.process.laneOf(ours);
  if (lane.busy >= ours.concurrency) return 'the lane is full';
  theirs.mayHold = true;
  const sent = await lane.fill();
  await Promise.race([lane.quiet(), onlyHeld(sim, () => lane.busy <= theirs.held.length)]);
  theirs.mayHold = false;
  count(sim, 'submitted', sent);
  return `${sent} to ${theirs.host}, ${theirs.held.length} held`;
}

async function onlyHeld({ process }: Sim, isSo: () => boolean): Promise<void> {
  for (let turns = 0; !isSo(); turns += 1) {
    if (process.dead || turns > LATEST_ANSWER_TURNS) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Answers that were held back arrive, in any order, perhaps long after they were given up. */
async function release(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, ['submitting', 'unknown']);
  const lane = sim.process.laneOf(ours);
  const held = theirs.held.splice(0);
  for (const one of sim.chance.odds(0.5) ? held.toReversed() : held) one.settle();
  await lane.quiet();
  return `${held.length} of ${theirs.host}`;
}

async function follow(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, UNDER_WAY);
  return `${await followOrders(sim.process.app, ours)} at ${theirs.host}`;
}

async function wishes(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, UNDER_WAY);
  return `${await passWishes(sim.process.app, ours)} to ${theirs.host}`;
}

async function refills(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, ['completed', 'partial']);
  const sent = await sendRefills(sim.process.app, ours);
  return `${sent} sent, ${await followRefills(sim.process.app, ours)} followed at ${theirs.host}`;
}

async function seek(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, ['unknown']);
  const settled = await seekEvidence(sim.process.app, ours);
  count(sim, 'settled by evidence', settled.length);
  return `${settled.length} at ${theirs.host}`;
}

/** A person looks into the provider's list, finds the order or not, and is mistaken now and then. */
async function decide(sim: Sim): Promise<string> {
  const { chance, model, process, world } = sim;
  const doubts = [...model.orders.values()].filter(({ row }) => row.status === 'unknown');
  if (doubts.length === 0) return 'nothing is in doubt';
  const { row } = chance.pick(doubts);
  const theirs = world.get(row.provider_id ?? 0);
  const target = targetOf(model, row);
  const found = [...(theirs?.book.bookings.values() ?? [])].find(({ link }) => link === target);
  const verdict = found && !chance.odds(0.2) ? 'placed' : 'not_placed';
  const decision =
    verdict === 'placed' && found
      ? ({ orderId: row.id, verdict, providerOrderId: found.id } as const)
      : ({ orderId: row.id, verdict: 'not_placed' } as const);
  const said = await refusalOf(
    resolveUnknown(process.app, decision, { kind: 'operator', name: 'sim' }),
  );
  count(sim, `decided: ${verdict}, ${said}`);
  return `${row.id} is ${verdict}: ${said}`;
}

async function reroute(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, ['pending']);
  const { app } = sim.process;
  const page = { providerId: ours.id, afterId: 0, limit: 100 };
  const { moved } = await app.transact((tx) => rerouteWaiting(tx, page, momentOf(app)));
  return `${moved} from ${theirs.host}`;
}

const chore =
  (work: (tx: Tx, now: Date) => Promise<unknown>): Step =>
  async ({ process, shop }) =>
    String(await process.app.transact((tx) => work(tx, new Date(shop.clock.at))));

const route: Step = async ({ process }) =>
  String(await process.app.transact((tx) => routeWaiting(tx, momentOf(process.app))));

/** The world: what providers deliver, and who of them is away. */
async function advance({ chance, world }: Sim): Promise<string> {
  const provider = chance.pick([...world.values()]);
  provider.book.advance(chance.pick([0.1, 0.5, 1]));
  return provider.host;
}

async function outage({ chance, world }: Sim): Promise<string> {
  const provider = chance.pick([...world.values()]);
  provider.down = chance.odds(0.3);
  return `${provider.host} is ${provider.down ? 'down' : 'up'}`;
}

const moveClock =
  (low: number, high: number): Step =>
  async ({ chance, shop }) => {
    const ms = chance.int(low, high);
    shop.clock.at += ms;
    return `${ms} ms`;
  };

/** What a customer reads is his, and what the model says; of others he reads nothing. */
async function peek(sim: Sim): Promise<string> {
  const { chance, model, process, shop } = sim;
  const { id } = chance.pick(shop.buyers);
  const orders = [...model.orders.values()].slice(-50);
  const views = await readStatuses(
    process.app,
    id,
    orders.map(({ row }) => row.id),
  );
  for (const [index, view] of views.entries()) {
    const { row } = orders[index] as (typeof orders)[number];
    const mine = row.account_id === id;
    if (mine !== (view !== undefined))
      throw new Broken(`account ${id} reads order ${row.id}: ${mine}`);
    const shown = SHOWN[row.status as keyof typeof SHOWN];
    if (view && (view.status !== shown || view.remains !== row.remains)) {
      throw new Broken(`order ${row.id} is shown as ${view.status} with ${view.remains}`);
    }
  }
  const balance = await readBalance(process.app, id);
  if (balance !== (model.wallets.get(id) ?? 0n)) throw new Broken(`account ${id} reads ${balance}`);
  return `${id}: ${balance}`;
}

type Weighed = {
  weight: number;
  step: Step;
  /** What may befall its process; `asked`: also that a customer's answer is lost. */
  fates?: 'asked' | 'none';
};

/** What may happen in a shop, and how often. */
export const STEPS = {
  place: { weight: 20, step: place, fates: 'asked' },
  placeTwins: { weight: 3, step: placeTwins, fates: 'asked' },
  replay: { weight: 5, step: replay, fates: 'asked' },
  replayChanged: { weight: 2, step: replayChanged, fates: 'asked' },
  deposit: { weight: 8, step: deposit, fates: 'asked' },
  rivalDeposits: { weight: 1, step: rivalDeposits, fates: 'none' },
  cancel: { weight: 6, step: cancel, fates: 'asked' },
  refill: { weight: 4, step: refill, fates: 'asked' },
  peek: { weight: 3, step: peek, fates: 'none' },
  submit: { weight: 18, step: submit },
  release: { weight: 3, step: release },
  follow: { weight: 14, step: follow },
  wishes: { weight: 5, step: wishes },
  refills: { weight: 5, step: refills },
  runs: { weight: 4, step: chore((tx, now) => startRuns(tx, now)) },
  sweep: { weight: 3, step: chore(sweepLeases) },
  grant: { weight: 2, step: chore(grantWishes) },
  route: { weight: 2, step: route },
  seek: { weight: 4, step: seek },
  escalate: { weight: 1, step: chore(escalateUnknown) },
  policy: { weight: 2, step: chore(applyUnknownPolicy) },
  decide: { weight: 2, step: decide },
  reroute: { weight: 1, step: reroute },
  expire: { weight: 1, step: async ({ process }) => String(await expireRequests(process.app)) },
  advance: { weight: 10, step: advance },
  outage: { weight: 1, step: outage },
  tell: { weight: 4, step: tell },
  deliver: { weight: 5, step: deliver },
  enable: { weight: 1, step: enable },
  seconds: { weight: 12, step: moveClock(500, 30_000) },
  minutes: { weight: 8, step: moveClock(MINUTE_MS, 30 * MINUTE_MS) },
  days: { weight: 1, step: moveClock(HOUR_MS, 72 * HOUR_MS) },
  backwards: { weight: 1, step: moveClock(-MINUTE_MS, -500) },
} as const satisfies Record<string, Weighed>;

export type StepName = keyof typeof STEPS;
