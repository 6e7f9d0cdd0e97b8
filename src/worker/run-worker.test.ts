import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cancelOrder, placeOrder, readStatuses } from '#orders/index.ts';
import { addProvider, pauseProvider } from '#providers/index.ts';
import type { TestApp } from '#test/support/database.ts';
import { openProviderDesk, type ProviderDesk } from '#test/support/provider-desk.ts';
import { openAccount, orderOf } from '#test/support/shop.ts';
import { runWorker, type Worker } from './run-worker.ts';

const PATIENCE_MS = 20_000;

/** Waits until `seen` answers true: what a worker does is known by what it wrote. */
async function until(seen: () => Promise<boolean>): Promise<void> {
  const started = performance.now();
  while (!(await seen())) {
    assert.ok(performance.now() - started < PATIENCE_MS, 'it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** It stops with its test, also when that failed: otherwise the process would never end. */
async function startWorker(app: TestApp, name = 'one'): Promise<Worker & AsyncDisposable> {
  const worker = await runWorker(app, { name });
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= worker.stop());
  return { stop, [Symbol.asyncDispose]: stop };
}

const statusOf = async (app: TestApp, account: number, id: number) =>
  (await readStatuses(app, account, [id]))[0]?.status;

async function placeAt(desk: ProviderDesk, behaviour = {}, params = {}) {
  const account = await openAccount(desk.app, { balance: '10' });
  const service = await desk.addService(behaviour, { dripfeed: true });
  const { orderId } = await placeOrder(desk.app, orderOf(account, service, params));
  return { account, orderId };
}

describe('a worker', () => {
  test('takes an order the whole way by itself', async () => {
    await using desk = await openProviderDesk();
    const order = await placeAt(desk, { startAfterMs: 0, deliverMs: 0 });
    await using worker = await startWorker(desk.app);
    await until(async () => {
      return (await statusOf(desk.app, order.account, order.orderId)) === 'completed';
    });
    await worker.stop();
    await desk.booksAreClean();
  });

  test('runs a drip-feed, and stops it on a wish', async () => {
    await using desk = await openProviderDesk();
    const drip = { quantity: 100, runs: 3, interval: 10 };
    const { account, orderId } = await placeAt(desk, { startAfterMs: 0, deliverMs: 0 }, drip);
    await using worker = await startWorker(desk.app);
    const ended = (runs: number) => async () => {
      const [view] = await readStatuses(desk.app, account, [orderId]);
      const children = await readStatuses(desk.app, account, view?.orders ?? []);
      return children.filter((run) => run?.status === 'completed').length === runs;
    };
    await until(ended(1));
    desk.clock.move(11 * 60_000);
    await until(ended(2));
    await cancelOrder(desk.app, account, orderId);
    await worker.stop();
    assert.equal(await statusOf(desk.app, account, orderId), 'partial');
    await desk.booksAreClean();
  });

  test('finds orders whose service got its provider later', async () => {
    await using desk = await openProviderDesk();
    const account = await openAccount(desk.app);
    await using worker = await startWorker(desk.app);
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 0 });
    const unrouted = orderOf(account, { ...service, providerId: null });
    const { orderId } = await placeOrder(desk.app, unrouted);
    const { notify } = await import('#platform/db/notify.ts');
    await desk.app.transact((tx) => notify(tx, 'catalog', 'routes'));
    await until(async () => (await statusOf(desk.app, account, orderId)) === 'completed');
    await worker.stop();
  });

  test('finds orders that were still sold by the catalogue of before', async () => {
    await using desk = await openProviderDesk();
    const account = await openAccount(desk.app);
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 0 });
    await using worker = await startWorker(desk.app);
    const placeUnrouted = async () => {
      const order = orderOf(account, { ...service, providerId: null });
      const { orderId } = await placeOrder(desk.app, order);
      return async () => (await statusOf(desk.app, account, orderId)) === 'completed';
    };
    const { notify } = await import('#platform/db/notify.ts');
    const known = await placeUnrouted();
    await desk.app.transact((tx) => notify(tx, 'catalog', 'routes'));
    await until(known);
    const late = await placeUnrouted();
    desk.clock.move(11_000);
    await until(late);
    await worker.stop();
  });

  test('delivers at once what one provider takes while another one hangs', async () => {
    await using desk = await openProviderDesk();
    const hanging = await placeAt(desk, { add: { answer: 'silence', accepts: false } });
    await addProvider(desk.app, { url: 'http://127.0.0.1:9/', key: 'k', name: 'dead' });
    const good = await placeAt(desk, { startAfterMs: 0, deliverMs: 0 });
    await using worker = await startWorker(desk.app);
    await until(async () => {
      return (await statusOf(desk.app, good.account, good.orderId)) === 'completed';
    });
    await worker.stop();
    assert.equal(await statusOf(desk.app, hanging.account, hanging.orderId), 'pending');
  });

  test('follows what a paused provider has, and sends it nothing more', async () => {
    await using desk = await openProviderDesk();
    const { app, clock, provider } = desk;
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 60_000 });
    const sent = await desk.submit(service);
    await pauseProvider(app, provider.id, true);
    const waiting = await placeOrder(app, orderOf(sent.account, service));
    clock.move(120_000);
    await using worker = await startWorker(app);
    await until(async () => (await statusOf(app, sent.account, sent.orderId)) === 'completed');
    await worker.stop();
    assert.equal(await statusOf(app, sent.account, waiting.orderId), 'pending');
    assert.equal(desk.simulator.calls('add'), 1);
  });

  test('that stops waits for the answer to what it sent', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await placeAt(desk, { add: { answer: 'silence', accepts: true } });
    await using worker = await startWorker(desk.app);
    await until(() => Promise.resolve(desk.simulator.calls('add') === 1));
    await worker.stop();
    const order = await desk.app.db.selectFrom('orders').select('status').executeTakeFirst();
    assert.equal(order?.status, 'unknown');
    assert.equal(await statusOf(desk.app, account, orderId), 'pending');
  });

  test('and a second one share the work and never an order', async () => {
    await using desk = await openProviderDesk();
    const account = await openAccount(desk.app, { balance: '200' });
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 0 });
    const placing = Array.from({ length: 150 }, () =>
      placeOrder(desk.app, orderOf(account, service)),
    );
    await using one = await startWorker(desk.app, 'one');
    await using two = await startWorker(desk.app, 'two');
    await Promise.all(placing);
    await until(async () => {
      const open = desk.app.db.selectFrom('orders').select('id').where('status', '<>', 'completed');
      return (await open.limit(1).execute()).length === 0;
    });
    await Promise.all([one.stop(), two.stop()]);
    assert.equal(desk.simulator.orders().length, 150);
    await desk.booksAreClean();
  });
});
