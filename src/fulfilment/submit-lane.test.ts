import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Service } from '#catalog/index.ts';
import { readBalance } from '#ledger/index.ts';
import { formatMoney } from '#lib/money.ts';
import { cancelOrder, checkBooks, grantWishes, placeOrder } from '#orders/index.ts';
import { momentOf } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import type { AddBehaviour } from '#simulator/index.ts';
import type { TestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { openProviderDesk, type ProviderDesk } from '#test/support/provider-desk.ts';
import { openAccount, orderOf } from '#test/support/shop.ts';
import { somebodyWaits } from '#test/support/somebody-waits.ts';
import { openSubmitLane } from './submit-lane.ts';
import { sweepLeases } from './sweep-leases.ts';
import { claimAttempts } from './claim-attempts.ts';
import { recordOutcomes } from './record-outcomes.ts';

const WORKER = 'test';

async function submitAll({ app, provider }: ProviderDesk): Promise<void> {
  const lane = openSubmitLane(app, provider, { worker: WORKER });
  while ((await lane.fill()) > 0 || lane.busy > 0) await lane.quiet();
}

const rowOf = (app: TestApp, id: number) =>
  app.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const attemptsOf = (app: TestApp, id: number) =>
  app.db.selectFrom('attempts').selectAll().where('order_id', '=', id).orderBy('id').execute();

async function submitOne(desk: ProviderDesk, add?: AddBehaviour) {
  const account = await openAccount(desk.app, { balance: '1' });
  const service = await desk.addService(add && { add });
  const { orderId } = await placeOrder(desk.app, orderOf(account, service));
  await submitAll(desk);
  const [attempt] = await attemptsOf(desk.app, orderId);
  const order = await rowOf(desk.app, orderId);
  assert.deepEqual(await checkBooks(desk.app.db), { ok: true, findings: [] });
  const balance = formatMoney(await readBalance(desk.app, account));
  return { account, orderId, order, attempt, balance };
}

describe('submitting an order', () => {
  test('that is accepted goes on with its number at the provider', async () => {
    await using desk = await openProviderDesk();
    const { order, attempt, orderId } = await submitOne(desk);
    assert.equal(order.status, 'in_progress');
    assert.equal(order.started_at, null);
    const [booked] = desk.simulator.orders();
    assert.equal(attempt?.provider_order_id, String(booked?.id));
    assert.deepEqual([booked?.quantity, booked?.link], [1_000, 'https://example.com/post']);
    assert.equal((await attemptsOf(desk.app, orderId)).length, 1);
  });

  test('that is refused for good comes back with the money', async () => {
    await using desk = await openProviderDesk();
    const error = 'neworder.error.link';
    const { order, attempt, balance } = await submitOne(desk, { answer: 'refuse', error });
    assert.deepEqual([order.status, attempt?.outcome, balance], ['canceled', 'refused', '1.00']);
    const events = await desk.app.db.selectFrom('order_events').select(['type', 'data']).execute();
    const failed = events.find((event) => event.type === 'order.failed');
    assert.deepEqual(failed?.data, { remains: 1_000, note: error });
  });

  test('that is refused with a status and a known text is refused as well', async () => {
    await using desk = await openProviderDesk();
    const error = 'Incorrect service ID';
    const { order } = await submitOne(desk, { answer: 'refuse', error, status: 400 });
    assert.equal(order.status, 'canceled');
  });

  test('that is refused in words nobody knows waits for a person', async () => {
    await using desk = await openProviderDesk();
    const { order, attempt, balance } = await submitOne(desk, {
      answer: 'refuse',
      error: 'Ya existe un pedido',
    });
    assert.deepEqual([order.status, attempt?.outcome], ['unknown', 'unclassified']);
    assert.equal(attempt?.error, 'Ya existe un pedido');
    assert.equal(balance, '0.00');
  });

  test('at a provider without funds waits until there are some', async () => {
    await using desk = await openProviderDesk();
    const refusal = { answer: 'refuse', error: 'neworder.error.not_enough_funds' } as const;
    const { order, attempt } = await submitOne(desk, refusal);
    assert.deepEqual([order.status, attempt?.outcome], ['pending', 'later']);
    assert.ok(order.due_at > new Date());
  });

  test('at a limited rate waits as long as it is told to', async () => {
    await using desk = await openProviderDesk();
    const { order } = await submitOne(desk, { answer: 'rate-limit', retryAfterS: 120 });
    assert.equal(order.status, 'pending');
    const pauseS = (order.due_at.getTime() - Date.now()) / 1_000;
    assert.ok(pauseS > 110 && pauseS <= 120, `${pauseS}`);
  });

  test('is asked again within the hour, however long it is told to wait', async () => {
    await using desk = await openProviderDesk();
    const { order } = await submitOne(desk, { answer: 'rate-limit', retryAfterS: 999_999 });
    assert.ok(order.due_at.getTime() <= Date.now() + 3_600_000, String(order.due_at));
  });

  test('to a port where nobody listens was never sent, and waits', async () => {
    await using desk = await openProviderDesk({ url: 'http://127.0.0.1:9/api/v2' });
    const { order, attempt, balance } = await submitOne(desk);
    assert.deepEqual([order.status, attempt?.outcome], ['pending', 'never_sent']);
    assert.equal(balance, '0.00');
  });

  const doubtful: [string, AddBehaviour][] = [
    ['a silence after accepting', { answer: 'silence', accepts: true }],
    ['a silence', { answer: 'silence', accepts: false }],
    ['a reset after accepting', { answer: 'reset', accepts: true }],
    ['an HTML page', { answer: 'html', accepts: true }],
    ['half an answer', { answer: 'broken-json', accepts: true }],
    ['an answer without an id', { answer: 'no-id', accepts: true }],
    ['a server error, whatever its body says', { answer: 'server-error', accepts: false }],
  ];
  for (const [what, add] of doubtful) {
    test(`that met ${what} is unknown and is never sent again`, async () => {
      await using desk = await openProviderDesk();
      const { order, attempt, orderId } = await submitOne(desk, add);
      assert.deepEqual([order.status, attempt?.outcome], ['unknown', 'unknown']);
      assert.ok(attempt?.error);
      await submitAll(desk);
      await desk.app.transact((tx) => sweepLeases(tx, new Date(Date.now() + 10 ** 7)));
      await submitAll(desk);
      assert.equal((await attemptsOf(desk.app, orderId)).length, 1);
      assert.equal(desk.simulator.calls('add'), 1);
    });
  }

  test('of a worker that went away becomes unknown, and its late answer still counts', async () => {
    await using desk = await openProviderDesk();
    const { app, provider } = desk;
    const account = await openAccount(app);
    const service = await desk.addService();
    const { orderId } = await placeOrder(app, orderOf(account, service));
    const [attempt] = await claimAttempts(app, provider, { worker: 'gone', limit: 5 });
    assert.ok(attempt);
    assert.equal(await app.transact((tx) => sweepLeases(tx, new Date())), 0);
    const later = new Date(Date.now() + provider.timeoutMs + 31_000);
    assert.equal(await app.transact((tx) => sweepLeases(tx, later)), 1);
    assert.equal((await rowOf(app, orderId)).status, 'unknown');
    await submitAll(desk);
    assert.equal(desk.simulator.orders().length, 0);
    const accepted = { kind: 'accepted', providerOrderId: '77', answer: '' } as const;
    const outcome = { ...attempt, attemptId: attempt.id, providerId: provider.id };
    const record = () =>
      app.transact((tx) => recordOutcomes(tx, [{ ...outcome, result: accepted }], momentOf(app)));
    await record();
    await record();
    assert.equal((await rowOf(app, orderId)).status, 'in_progress');
    assert.equal((await attemptsOf(app, orderId))[0]?.provider_order_id, '77');
  });

  test('whose number belongs to another order already waits for a person', async () => {
    await using desk = await openProviderDesk();
    const { app, provider } = desk;
    const account = await openAccount(app);
    const service = await desk.addService();
    const first = await placeOrder(app, orderOf(account, service));
    const second = await placeOrder(app, orderOf(account, service));
    const attempts = await claimAttempts(app, provider, { worker: WORKER, limit: 5 });
    const result = { kind: 'accepted', providerOrderId: '77', answer: '' } as const;
    const told = attempts.map((one) => ({
      ...one,
      attemptId: one.id,
      providerId: provider.id,
      result,
    }));
    await app.transact((tx) => recordOutcomes(tx, told, momentOf(app)));
    const statuses = [await rowOf(app, first.orderId), await rowOf(app, second.orderId)];
    assert.deepEqual(
      statuses.map((order) => order.status),
      ['in_progress', 'unknown'],
    );
  });

  test('whose number another worker was told at the same moment waits for a person', async () => {
    await using desk = await openProviderDesk();
    const { app, provider } = desk;
    const account = await openAccount(app);
    const service = await desk.addService();
    await placeOrder(app, orderOf(account, service));
    await placeOrder(app, orderOf(account, service));
    const attempts = await claimAttempts(app, provider, { worker: WORKER, limit: 5 });
    const result = { kind: 'accepted', providerOrderId: '77', answer: '' } as const;
    const [one, other] = attempts.map(
      (attempt) => (tx: Tx) =>
        recordOutcomes(
          tx,
          [{ ...attempt, attemptId: attempt.id, providerId: provider.id, result }],
          momentOf(app),
        ),
    );
    assert.ok(one && other);
    const recorded = Promise.withResolvers<void>();
    const late = recorded.promise.then(() => app.transact(other));
    const refused = assert.rejects(late, { code: '23505' });
    await app.transact(async (tx) => {
      await one(tx);
      recorded.resolve();
      await eventually(() => somebodyWaits(app), 2_000);
    });
    await refused;
    await app.transact(other);
    const stored = await app.db.selectFrom('attempts').select('outcome').orderBy('id').execute();
    assert.deepEqual(
      stored.map((row) => row.outcome),
      ['accepted', 'unclassified'],
    );
  });

  test('that the customer wished to cancel is not sent again once it came back', async () => {
    await using desk = await openProviderDesk({ url: 'http://127.0.0.1:9/api/v2' });
    const { app, provider } = desk;
    const account = await openAccount(app, { balance: '1' });
    const service = await desk.addService();
    const { orderId } = await placeOrder(app, orderOf(account, service));
    const [attempt] = await claimAttempts(app, provider, { worker: WORKER, limit: 1 });
    assert.ok(attempt);
    await cancelOrder(app, account, orderId);
    const result = { kind: 'never_sent', error: 'ECONNREFUSED' } as const;
    const outcome = { ...attempt, attemptId: attempt.id, providerId: provider.id, result };
    await app.transact((tx) => recordOutcomes(tx, [outcome], momentOf(app)));
    await app.transact((tx) => grantWishes(tx, new Date()));
    assert.equal((await rowOf(app, orderId)).status, 'canceled');
    assert.equal(formatMoney(await readBalance(app, account)), '1.00');
  });
});

test('three workers and every fault together: no order lost, none doubled, books exact', async () => {
  await using desk = await openProviderDesk({ concurrency: 8 });
  const { app, simulator } = desk;
  const faults: (AddBehaviour | undefined)[] = [
    undefined,
    undefined,
    undefined,
    { answer: 'refuse', error: 'neworder.error.link' },
    { answer: 'silence', accepts: true },
    { answer: 'reset', accepts: true },
    { answer: 'reset', accepts: false },
    { answer: 'html', accepts: true },
    { answer: 'broken-json', accepts: false },
  ];
  const services: { fault: AddBehaviour | undefined; service: Service }[] = [];
  for (const fault of faults)
    services.push({ fault, service: await desk.addService(fault && { add: fault }) });
  const account = await openAccount(app, { balance: '1000' });
  const placed = await Promise.all(
    Array.from({ length: 360 }, (_, index) => {
      const { service } = services[index % services.length] as (typeof services)[number];
      return placeOrder(app, orderOf(account, service, { link: `https://example.com/${index}` }));
    }),
  );
  await Promise.all([submitAll(desk), submitAll(desk), submitAll(desk)]);

  const booked = simulator.orders();
  const links = new Set(booked.map((order) => order.link));
  assert.equal(links.size, booked.length, 'the provider has an order twice');
  assert.equal(simulator.calls('add'), placed.length);
  const rows = await app.db.selectFrom('orders').selectAll().execute();
  const byStatus = Object.groupBy(rows, (row) => row.status);
  assert.deepEqual(
    Object.fromEntries(Object.entries(byStatus).map(([status, list]) => [status, list?.length])),
    { in_progress: 120, canceled: 40, unknown: 200 },
  );
  // Whatever the provider has, we follow or hold for a person; nothing it has was given up.
  for (const row of rows) {
    if (links.has(row.link)) assert.ok(['in_progress', 'unknown'].includes(row.status));
    else assert.ok(['canceled', 'unknown'].includes(row.status));
  }
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
});
