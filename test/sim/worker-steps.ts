import { followOrders, passWishes, rerouteWaiting, seekEvidence } from '#fulfilment/index.ts';
import { routeWaiting } from '#orders/index.ts';
import { momentOf } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { followRefills, sendRefills } from '#refills/index.ts';
import { count, type Sim, type Step } from './sim.ts';

const LATEST_ANSWER_TURNS = 100_000;
const UNDER_WAY = ['processing', 'in_progress'];

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

/** Claims and sends what is due; answers that a provider holds back are not waited for. */
export async function submit(sim: Sim): Promise<string> {
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
export async function release(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, ['submitting', 'unknown']);
  const lane = sim.process.laneOf(ours);
  const held = theirs.held.splice(0);
  for (const one of sim.chance.odds(0.5) ? held.toReversed() : held) one.settle();
  await lane.quiet();
  return `${held.length} of ${theirs.host}`;
}

export async function follow(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, UNDER_WAY);
  return `${await followOrders(sim.process.app, ours)} at ${theirs.host}`;
}

export async function wishes(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, UNDER_WAY);
  return `${await passWishes(sim.process.app, ours)} to ${theirs.host}`;
}

export async function refills(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, ['completed', 'partial']);
  const sent = await sendRefills(sim.process.app, ours);
  return `${sent} sent, ${await followRefills(sim.process.app, ours)} followed at ${theirs.host}`;
}

export async function seek(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, ['unknown']);
  const settled = await seekEvidence(sim.process.app, ours);
  count(sim, 'settled by evidence', settled.length);
  return `${settled.length} at ${theirs.host}`;
}

export async function reroute(sim: Sim): Promise<string> {
  const { ours, theirs } = someProvider(sim, ['pending']);
  const { app } = sim.process;
  const page = { providerId: ours.id, afterId: 0, limit: 100 };
  const { moved } = await app.transact((tx) => rerouteWaiting(tx, page, momentOf(app)));
  return `${moved} from ${theirs.host}`;
}

export const chore =
  (work: (tx: Tx, now: Date) => Promise<unknown>): Step =>
  async ({ process, shop }) =>
    String(await process.app.transact((tx) => work(tx, new Date(shop.clock.at))));

export const route: Step = async ({ process }) =>
  String(await process.app.transact((tx) => routeWaiting(tx, momentOf(process.app))));
