import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listServices, routeServices } from '#catalog/index.ts';
import { placeOrder } from '#orders/index.ts';
import { addProvider } from '#providers/index.ts';
import { eventually } from '#test/support/eventually.ts';
import { COMMANDS } from '#test/support/fleet.ts';
import { makeOutsideShop, type OutsideShop } from '#test/support/outside-shop.ts';
import { startPanel } from '#test/support/panel-process.ts';
import { startSimulator, type Simulator } from '#test/support/provider-simulator/index.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';

const SLOW_MS = 4_000; // longer than `start` waits for its worker
const SOON_MS = 30_000;
const WORKER_STOP_MS = 45_000; // reliability.md 11.2
const SERVE_STOP_MS = 15_000;

/** One order that waits for a provider whose every answer takes long. */
const placeOne = (shop: OutsideShop, { url, key }: Simulator) =>
  shop.work(async (app) => {
    const { id: providerId } = await addProvider(app, { url, key, timeoutMs: 30_000 });
    const { id: serviceId } = await addService(app);
    const route = { serviceId, providerId, providerService: '1' };
    await app.transact((tx) => routeServices(tx, [route]));
    const service = (await listServices(app.db)).find(({ id }) => id === serviceId);
    assert.ok(service);
    await placeOrder(app, orderOf(await openAccount(app), service));
  });

async function stopInTheMiddle(command: readonly string[]) {
  const simulator = await startSimulator({ latencyMs: SLOW_MS });
  try {
    await using shop = await makeOutsideShop();
    await placeOne(shop, simulator);
    await using worker = await startPanel(await shop.env(), command);
    const statusOf = () =>
      shop.work(({ db }) => db.selectFrom('orders').select('status').executeTakeFirstOrThrow());
    await eventually(async () => (await statusOf()).status === 'submitting', SOON_MS);
    const { code, tookMs } = await worker.end('SIGTERM');
    assert.equal(code, 0);
    return { tookMs, ...(await statusOf()), placed: simulator.orders().length };
  } finally {
    await simulator.close();
  }
}

describe('a process that is told to stop while a provider has its order', () => {
  test('waits for the answer when it only works, and writes it down', async () => {
    const { tookMs, status, placed } = await stopInTheMiddle(COMMANDS.worker);
    assert.deepEqual([status, placed], ['in_progress', 1]);
    assert.ok(tookMs < WORKER_STOP_MS, `${tookMs} ms`);
  });

  test('ends within 15 seconds when it serves too, and leaves the order to the sweep', async () => {
    const { tookMs, status } = await stopInTheMiddle(['serve']);
    assert.ok(tookMs < SERVE_STOP_MS, `${tookMs} ms`);
    assert.ok(status === 'submitting' || status === 'in_progress', status);
  });
});
