import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { readBalance } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { seededRandom } from '#lib/seeded-random.ts';
import { countBacklog } from '#orders/index.ts';
import { addProvider } from '#providers/index.ts';
import { routeServices } from '#catalog/index.ts';
import type { Simulator } from '#simulator/index.ts';
import { openKey } from '#test/support/api.ts';
import { eventually } from '#test/support/eventually.ts';
import { startFleet, type Fleet, type Member } from '#test/support/fleet.ts';
import type { LoadBuyer } from '#test/support/load.ts';
import { makeOutsideShop, type OutsideShop } from '#test/support/outside-shop.ts';
import { runCommand } from '#test/support/panel-process.ts';
import { startPatientLoad, type Acknowledged } from '#test/support/patient-load.ts';
import { startSimulator } from '#test/support/provider-simulator/index.ts';
import { addService, openAccount } from '#test/support/shop.ts';

export type KillOptions = {
  /** Of who is killed, and when. */
  seed: number;
  kills: number;
  /** Orders between two kills, at most. */
  ordersBetween: number;
};

export type KillReport = {
  orders: number;
  repeats: number;
  unknown: number;
  /** Accepted by the provider without our knowing. */
  strays: number;
  killed: { serve: number; worker: number };
  slowestStartMs: number;
  slowestStopMs: number;
};

const ROLES = ['serve', 'serve', 'worker', 'worker'] as const;
const BUYERS = 4;
const CALLERS_EACH = 4;
const DEPOSIT = '1000000';
const CHARGE = parseMoney('1'); // 1000 pieces at 1.00 per 1000
const PROVIDER_MS = 40; // long enough for kills to hit calls under way
const TIMEOUT_MS = 2_000;
// A killed worker's orders stay claimed for the call's time limit and twenty seconds (claim-attempts).
const SETTLED_MS = 90_000;
const POLL_MS = 100; // the processes need the machine
const SERVE_STOP_MS = 15_000; // reliability.md 11.2
const WORKER_STOP_MS = 45_000;

/**
 * Two processes that serve and two that work, on one outside database, are killed at random under
 * load and started again. Afterwards every order that was acknowledged is there once and was
 * charged once, the provider has none twice, and nothing is left half done.
 */
export async function killProcesses(options: KillOptions): Promise<KillReport> {
  const random = seededRandom(options.seed);
  await using provider = await openProvider();
  await using shop = await makeOutsideShop({ NOTPANEL_LIMITS: 'off' });
  const { service, buyers } = await openShop(shop, provider.simulator);
  await using fleet = await startFleet(shop, ROLES);
  const load = startPatientLoad({
    urls: () => fleet.urls(),
    buyers,
    service,
    callersEach: CALLERS_EACH,
    random,
  });
  const { killed, slowestStartMs } = await killAtRandom(fleet, load, options, random);
  await load.stop();
  await shop.work((app) =>
    eventually(async () => {
      await pause(POLL_MS);
      const { waiting, unrouted, submitting } = await countBacklog(app.db);
      return waiting + unrouted + submitting === 0;
    }, SETTLED_MS),
  );
  const stopped = await fleet.stop();
  for (const { role, code, tookMs } of stopped) {
    assert.equal(code, 0, `a ${role} ended with ${code}`);
    assert.ok(tookMs < (role === 'serve' ? SERVE_STOP_MS : WORKER_STOP_MS), `${role}: ${tookMs}`);
  }
  const { unknown, strays } = await compare(shop, provider.simulator, load.acknowledged);
  await booksAreClean(shop, buyers, load.acknowledged);
  return {
    orders: load.acknowledged.length,
    repeats: load.repeats,
    unknown,
    strays,
    killed,
    slowestStartMs,
    slowestStopMs: Math.max(...stopped.map(({ tookMs }) => tookMs)),
  };
}

async function openProvider(): Promise<AsyncDisposable & { simulator: Simulator }> {
  const simulator = await startSimulator({
    latencyMs: PROVIDER_MS,
    behaviours: { '*': { startAfterMs: 0, deliverMs: 0 } },
  });
  return { simulator, [Symbol.asyncDispose]: () => simulator.close() };
}

const openShop = (shop: OutsideShop, { url, key }: Simulator) =>
  shop.work(async (app) => {
    const { id: providerId } = await addProvider(app, { url, key, timeoutMs: TIMEOUT_MS });
    const { id: serviceId } = await addService(app);
    const route = { serviceId, providerId, providerService: '1' };
    await app.transact((tx) => routeServices(tx, [route]));
    const buyers: LoadBuyer[] = [];
    for (let n = 0; n < BUYERS; n += 1) {
      const accountId = await openAccount(app, { balance: DEPOSIT });
      buyers.push({ accountId, key: await openKey(app, accountId) });
    }
    return { service: serviceId, buyers };
  });

async function killAtRandom(
  fleet: Fleet,
  load: ReturnType<typeof startPatientLoad>,
  { kills, ordersBetween }: KillOptions,
  random: () => number,
) {
  const killed = { serve: 0, worker: 0 };
  const starts: Promise<number>[] = [];
  for (let n = 0; n < kills; n += 1) {
    await load.reached(load.acknowledged.length + 1 + Math.floor(random() * ordersBetween));
    let up: Member[] = [];
    await eventually(() => {
      up = fleet.members.filter(({ panel }) => panel !== undefined);
      return up.length > 1;
    }, SETTLED_MS);
    const victim = up[Math.floor(random() * up.length)] as Member;
    killed[victim.role] += 1;
    // Not waited for: the next one may be killed while this one starts.
    starts.push(fleet.kill(victim));
  }
  return { killed, slowestStartMs: Math.max(...(await Promise.all(starts))) };
}

const without = (some: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
  [...some].filter((one) => !others.has(one));

/** Our book against the callers' and the provider's. */
async function compare(shop: OutsideShop, simulator: Simulator, heard: readonly Acknowledged[]) {
  const { orders, attempts } = await shop.work(async ({ db }) => ({
    orders: await db.selectFrom('orders').select(['id', 'account_id', 'link', 'status']).execute(),
    attempts: await db
      .selectFrom('attempts')
      .select(['order_id', 'provider_order_id'])
      .where('provider_order_id', 'is not', null)
      .execute(),
  }));
  const ours = new Map(attempts.map((one) => [one.order_id, one.provider_order_id]));
  const nameOf = (id: number, account: number, link: string) => `${id} of ${account}: ${link}`;
  const acknowledged = new Set(heard.map((one) => nameOf(one.order, one.accountId, one.link)));
  const kept = new Set(orders.map((one) => nameOf(one.id, one.account_id, one.link)));
  assert.equal(new Set(heard.map(({ order }) => order)).size, heard.length, 'one order each');
  assert.deepEqual(without(acknowledged, kept), [], 'acknowledged and lost');
  assert.deepEqual(without(kept, acknowledged), [], 'there, and nobody was told');
  const theirs = new Map<string, string>();
  for (const { id, link } of simulator.orders()) {
    assert.equal(theirs.get(link), undefined, `the provider has ${link} twice`);
    theirs.set(link, String(id));
  }
  const links = new Set(orders.map(({ link }) => link));
  for (const link of theirs.keys()) assert.ok(links.has(link), `nobody ordered ${link}`);
  let unknown = 0;
  let strays = 0;
  for (const { id, link, status } of orders) {
    const placed = theirs.get(link);
    if (status === 'unknown') {
      unknown += 1;
      if (placed !== undefined) strays += 1;
    } else if (status === 'canceled') {
      assert.equal(placed, undefined, `order ${id} was given back, and the provider has it`);
    } else {
      assert.notEqual(status, 'pending');
      assert.notEqual(status, 'submitting');
      assert.equal(ours.get(id), placed, `order ${id} (${status})`);
    }
  }
  return { unknown, strays };
}

async function booksAreClean(
  shop: OutsideShop,
  buyers: readonly LoadBuyer[],
  heard: readonly Acknowledged[],
): Promise<void> {
  const { code, stdout } = await runCommand(['check-books', '--json'], await shop.env());
  assert.deepEqual([code, JSON.parse(stdout)], [0, { ok: true }]);
  await shop.work(async (app) => {
    const canceled = await app.db
      .selectFrom('orders')
      .select('account_id')
      .where('status', '=', 'canceled')
      .execute();
    for (const { accountId } of buyers) {
      const placed = heard.filter((one) => one.accountId === accountId).length;
      const back = canceled.filter(({ account_id }) => account_id === accountId).length;
      const left = parseMoney(DEPOSIT) - BigInt(placed - back) * CHARGE;
      assert.equal(await readBalance(app, accountId), left);
    }
  });
}
