import {
  applyUnknownPolicy,
  escalateUnknown,
  followOrders,
  passWishes,
  seekEvidence,
  sweepLeases,
} from '#fulfilment/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { asMoney } from '#lib/money.ts';
import { grantWishes, routeWaiting, startRuns } from '#orders/index.ts';
import { momentOf } from '#platform/app.ts';
import { expireRequests, followRefills, sendRefills } from '#refills/index.ts';
import { Broken } from './check.ts';
import { isOver } from './model.ts';
import { HOUR_MS, MINUTE_MS } from './shop.ts';
import type { Sim } from './sim.ts';

// Runs an hour and a half apart and posts that wait for money are over by then; so is the day after
// which the policy for doubts acts, and the three that a refill is asked for.
const ROUNDS = 60;
const PAUSES_MS = [5_000, 30_000, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS];
const LAST_PAUSE_MS = 4 * HOUR_MS;
const ENOUGH = 10n ** 15n;

/** Nothing goes wrong any more: what is under way must come to an end. Tells what it does. */
export async function* calm(sim: Sim): AsyncGenerator<string> {
  for (const provider of sim.world.values()) {
    [provider.mood, provider.down] = [0, false];
    for (const held of provider.held.splice(0)) held.settle();
  }
  yield* pay(sim);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, verb] of Object.entries(VERBS))
      yield `round ${round}, ${name}: ${await verb(sim)}`;
    sim.shop.clock.at += PAUSES_MS[round] ?? LAST_PAUSE_MS;
    if (round > PAUSES_MS.length && stillOpen(sim).length === 0) return;
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
  (
    verb: (sim: Sim, provider: Sim['shop']['providers'][number]['ours']) => Promise<unknown>,
  ): Verb =>
  async (sim) => {
    const told: unknown[] = [];
    for (const { ours } of sim.shop.providers) told.push(await verb(sim, ours));
    return told.join(' ');
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
  submit: atEach(async ({ process }, provider) => {
    const lane = process.laneOf(provider);
    const sent = await lane.fill();
    await lane.quiet();
    return sent;
  }),
  advance: async ({ world }) => {
    for (const { book } of world.values()) book.advance(1);
  },
  wishes: atEach(({ process }, provider) => passWishes(process.app, provider)),
  follow: atEach(({ process }, provider) => followOrders(process.app, provider)),
  sendRefills: atEach(({ process }, provider) => sendRefills(process.app, provider)),
  followRefills: atEach(({ process }, provider) => followRefills(process.app, provider)),
};

/** Orders that should have ended, and have not. */
const stillOpen = ({ model, shop }: Sim): string[] => {
  return [...model.orders.values()]
    .filter(({ row }) => !isOver(row.status) && shop.delivered.has(row.service_id))
    .map(({ row }) => `order ${row.id} (${row.kind}) is ${row.status}`);
};

/** Liveness: after a calm time nothing is under way but what waits for somebody else. */
export async function allIsOver(sim: Sim): Promise<void> {
  const open = [...stillOpen(sim), ...(await sim.watch.unanswered())];
  if (open.length > 0)
    throw new Broken(`after ${ROUNDS} calm rounds ${open.slice(0, 5).join(', ')}`);
}
