import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listServices, routeServices, type Service } from '#catalog/index.ts';
import { followOrders, openSubmitLane } from '#fulfilment/index.ts';
import { parseRate } from '#lib/money.ts';
import { placeOrder } from '#orders/index.ts';
import {
  addProvider,
  compareStatement,
  findPeriod,
  findProvider,
  pollBalance,
  type Provider,
  type Statement,
} from '#providers/index.ts';
import { startSimulator, type Behaviour, type Simulator } from '#simulator/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { movedClock, type MovedClock } from '#test/support/provider-desk.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';

const UNIT = 1_000_000_000n;

type Desk = { app: TestApp; clock: MovedClock; simulator: Simulator; provider: Provider };

async function openDesk() {
  const clock = movedClock();
  const app = await openTestApp({ clock });
  const simulator = await startSimulator({ clock, balance: '100' });
  const { url, key } = simulator;
  const { id } = await addProvider(app, { url, key, concurrency: 8, timeoutMs: 2_000 });
  const provider = await findProvider(app.db, id);
  return {
    ...{ app, clock, simulator, provider },
    async [Symbol.asyncDispose]() {
      await simulator.close();
      await app[Symbol.asyncDispose]();
    },
  };
}

/** A service that costs us what the simulator takes: 0.50 per 1,000. */
async function sell({ app, simulator, provider }: Desk, behaviour: Behaviour): Promise<Service> {
  const service = await addService(app, { rate: '2' });
  simulator.script(service.id, { startAfterMs: 0, deliverMs: 0, ...behaviour });
  const providerService = String(service.id);
  const costRate = parseRate('0.50');
  const route = { serviceId: service.id, providerId: provider.id, providerService, costRate };
  await app.transact((tx) => routeServices(tx, [route]));
  return (await listServices(app.db)).find((one) => one.id === service.id) as Service;
}

async function deliver({ app, clock, provider }: Desk, services: readonly Service[]) {
  const account = await openAccount(app, { balance: '1000' });
  const ids: number[] = [];
  for (const service of services) {
    const order = orderOf(account, service, { quantity: 1_000 });
    ids.push((await placeOrder(app, order)).orderId);
  }
  const lane = openSubmitLane(app, provider, { worker: 'test' });
  await lane.fill();
  await lane.quiet();
  clock.move(60_000);
  await followOrders(app, provider);
  return ids;
}

async function compare({ app, clock, provider }: Desk): Promise<Statement> {
  clock.move(3_600_000);
  await pollBalance(app, provider);
  const now = new Date(clock.now());
  return compareStatement(
    app.db,
    provider.id,
    await findPeriod(app.db, provider.id, { now, fresh: true }),
  );
}

test('What workers wrote down of orders agrees with the balance of their provider', async () => {
  await using desk = await openDesk();
  await pollBalance(desk.app, desk.provider);
  desk.clock.move(3 * 3_600_000);
  const services = [
    await sell(desk, {}),
    await sell(desk, { stopsAt: { percent: 40, as: 'Partial' } }),
    await sell(desk, { stopsAt: { percent: 0, as: 'Canceled' } }),
    await sell(desk, { deliverMs: 24 * 3_600_000 }),
    await sell(desk, { add: { answer: 'refuse', error: 'Bad Link' } }),
  ];
  await deliver(desk, services);
  const { taken, expected, reported, differences, clean } = await compare(desk);
  const sum = (UNIT * 12n) / 10n; // 0.50 twice, and two fifths of it
  assert.deepEqual([taken, expected, reported], [sum, sum, sum]);
  assert.deepEqual([differences, clean], [[], true]);
});

const named = ({ differences }: Statement) =>
  differences.map((one) => [one.class, one.orderId, one.amount]);

test('What an answer that was lost hides, the balance shows', async () => {
  await using desk = await openDesk();
  await pollBalance(desk.app, desk.provider);
  desk.clock.move(3 * 3_600_000);
  const [taken, refused] = await deliver(desk, [
    await sell(desk, { add: { answer: 'reset', accepts: true } }),
    await sell(desk, { add: { answer: 'html' } }),
    await sell(desk, {}),
  ]);
  const statement = await compare(desk);
  // Both would cost the same, so the balance says that it has one, not which.
  assert.deepEqual(named(statement), [
    ['unknown', taken, UNIT / 2n],
    ['unknown', refused, 0n],
  ]);
  assert.deepEqual([statement.unexplained, statement.clean], [0n, false]);
});

test('A provider that reports more than it takes has both told', async () => {
  await using desk = await openDesk();
  await pollBalance(desk.app, desk.provider);
  desk.clock.move(3 * 3_600_000);
  const [dear] = await deliver(desk, [await sell(desk, { claims: { charge: '0.75' } })]);
  assert.deepEqual(named(await compare(desk)), [
    ['fee', dear, UNIT / 4n],
    ['missing', null, -UNIT / 4n],
  ]);
});
