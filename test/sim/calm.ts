import {
  applyUnknownPolicy,
  escalateUnknown,
  followOrders,
  passWishes,
  resolveUnknown,
  seekEvidence,
  sweepLeases,
} from '#fulfilment/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { asMoney } from '#lib/money.ts';
import { grantWishes, resumeDripFeed, routeWaiting, startRuns } from '#orders/index.ts';
import { momentOf } from '#platform/app.ts';
import { expireRequests, followRefills, sendRefills } from '#refills/index.ts';
import { Broken } from './broken.ts';
import { deliver, tell } from './hook-steps.ts';
import { isOver, targetOf } from './model.ts';
import { HOUR_MS, MINUTE_MS } from './shop.ts';
import type { Sim } from './sim.ts';
import { readCatalog } from './supply-steps.ts';
import type { OrderRow } from './watch.ts';

// Runs an hour and a half apart and posts that wait for money are over by then; so is the day after
// which the policy for doubts acts, and the three that a refill is asked for.
const ROUNDS = 60;
const PAUSES_MS = [5_000, 30_000, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS];
const LAST_PAUSE_MS = 4 * HOUR_MS;
const PERSON_FROM = 20; // rounds: nothing that a program can do is left
const ENOUGH = 10n ** 15n;
const MOST_TURNS = 50; // at one provider in a round

/** Nothing goes wrong any more: what is under way must come to an end. Tells what it does. */
export async function* calm(sim: Sim): AsyncGenerator<string> {
  for (const { ours, theirs } of sim.shop.providers) {
    [theirs.mood, theirs.down] = [0, false];
    const held = theirs.held.splice(0);
    for (const one of held) one.settle();
    await sim.process.laneOf(ours).quiet();
    yield `${theirs.host} is well, and answers ${held.length} calls`;
  }
  for (const receiver of sim.shop.receivers) receiver.mood = 0;
  await readCatalog(sim);
  const { services } = sim.shop;
  sim.shop.delivered = new Set(
    services.filter((one) => one.providerId !== null).map(({ id }) => id),
  );
  yield* goOn(sim);
  yield* pay(sim);
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round >= PERSON_FROM) yield* giveUp(sim);
    for (const [name, verb] of Object.entries(VERBS)) {
      const done = String(await verb(sim));
      // What did nothing, as it says, shows in the look after the next that did something.
      if (/[^0 ]/.test(done)) yield `round ${round}, ${name}: ${done}`;
    }
    yield `round ${round} is over`;
    sim.shop.clock.at += PAUSES_MS[round] ?? LAST_PAUSE_MS;
    if (round > PAUSES_MS.length && (await openYet(sim)).length === 0) return;
  }
}

/** What no program may decide, such as a number that two orders were given, a person does. */
async function* giveUp({ model, process }: Sim): AsyncGenerator<string> {
  const actor = { kind: 'operator', name: 'sim' } as const;
  for (const { row } of model.orders.values()) {
    if (row.status !== 'unknown') continue;
    await resolveUnknown(process.app, { orderId: row.id, verdict: 'not_placed' }, actor);
    yield `${row.id} is given up`;
  }
}

/** Nothing is paused any more. */
async function* goOn({ model, process }: Sim): AsyncGenerator<string> {
  const actor = { kind: 'operator', name: 'sim' } as const;
  for (const { row } of model.orders.values()) {
    if (row.kind !== 'drip_feed' || isOver(row.status)) continue;
    await resumeDripFeed(process.app, { orderId: row.id, actor });
    yield `${row.id} goes on`;
  }
}

/** Posts that wait for money shall have it. */
async function* pay({ shop, model, process }: Sim): AsyncGenerator<string> {
  const actor = { kind: 'system', name: 'sim' } as const;
  for (const { id: accountId } of shop.buyers) {
    const reference = `deposit-${model.deposits.size + 1}`;
    model.deposits.set(reference, { account: accountId, amount: ENOUGH, credited: false });
    await process.app.transact((tx) =>
      creditWallet(tx, { accountId, amount: asMoney(ENOUGH), reason: 'sim', reference, actor }),
    );
    yield `${accountId} has enough`;
  }
}

type Verb = (sim: Sim) => Promise<unknown>;

const atEach =
  (verb: (sim: Sim, provider: Ours) => Promise<unknown>): Verb =>
  async (sim) => {
    const told: unknown[] = [];
    for (const { ours } of sim.shop.providers) told.push(await verb(sim, ours));
    return told.join(' ');
  };

type Ours = Sim['shop']['providers'][number]['ours'];

/** Some providers take one order at a time, some are asked about two. */
const drained =
  (verb: (sim: Sim, provider: Ours) => Promise<number>) =>
  async (sim: Sim, provider: Ours): Promise<number> => {
    let all = 0;
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const done = await verb(sim, provider);
      if (done === 0) break;
      all += done;
    }
    return all;
  };

const now = ({ shop }: Sim) => new Date(shop.clock.at);

/** All that a worker does, in turn, and what providers deliver meanwhile. */
const VERBS: Readonly<Record<string, Verb>> = {
  route: ({ process: { app } }) => app.transact((tx) => routeWaiting(tx, momentOf(app))),
  runs: (sim) => sim.process.app.transact((tx) => startRuns(tx, now(sim))),
  sweep: (sim) => sim.process.app.transact((tx) => sweepLeases(tx, now(sim))),
  grant: (sim) => sim.process.app.transact((tx) => grantWishes(tx, now(sim))),
  seek: atEach(async ({ process }, provider) => (await seekEvidence(process.app, provider)).length),
  escalate: (sim) => sim.process.app.transact((tx) => escalateUnknown(tx, now(sim))),
  policy: (sim) => sim.process.app.transact((tx) => applyUnknownPolicy(tx, now(sim))),
  expire: ({ process }) => expireRequests(process.app),
  submit: atEach(
    drained(async ({ process }, provider) => {
      const lane = process.laneOf(provider);
      const sent = await lane.fill();
      await lane.quiet();
      return sent;
    }),
  ),
  advance: async ({ world }) => {
    for (const { book } of world.values()) book.advance(1);
    return 0;
  },
  wishes: atEach(({ process }, provider) => passWishes(process.app, provider)),
  follow: atEach(drained(({ process }, provider) => followOrders(process.app, provider))),
  tell,
  // Five to a webhook at a time.
  deliver: async (sim) => {
    const told: string[] = [];
    while (told.length < MOST_TURNS && told.at(-1) !== '0 sent') told.push(await deliver(sim));
    return told.length - 1;
  },
  sendRefills: atEach(({ process }, provider) => sendRefills(process.app, provider)),
  followRefills: atEach(({ process }, provider) => followRefills(process.app, provider)),
};

/** Orders that should have ended, and have not. */
const stillOpen = (sim: Sim): string[] => {
  const { model, shop } = sim;
  return [...model.orders.values()]
    .filter(({ row }) => !isOver(row.status) && shop.delivered.has(row.service_id))
    .filter(({ row }) => !isMisnamed(sim, row))
    .map(({ row }) => `order ${row.id} (${row.kind}) is ${row.status}`);
};

/** Its provider named the number of another order: what it says never fits, and a person must look. */
const isMisnamed = ({ model, shop }: Sim, row: OrderRow): boolean =>
  shop.providers.some(({ theirs }) =>
    theirs.adds.some((call) => call.how === 'usedId' && call.link === targetOf(model, row)),
  );

const openYet = async (sim: Sim): Promise<string[]> => [
  ...stillOpen(sim),
  ...(await sim.watch.unanswered()),
];

/** Liveness: after a calm time nothing is under way but what waits for somebody else. */
export async function allIsOver(sim: Sim): Promise<void> {
  const open = await openYet(sim);
  if (open.length > 0)
    throw new Broken(`after ${ROUNDS} calm rounds ${open.slice(0, 5).join(', ')}`);
}
