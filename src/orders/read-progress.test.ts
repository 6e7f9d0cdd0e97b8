import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { followOrders } from '#fulfilment/index.ts';
import { openProviderDesk, type ProviderDesk } from '#test/support/provider-desk.ts';
import { openAccount } from '#test/support/shop.ts';
import { advanceOrders } from './advance-orders.ts';
import { readProgress } from './read-progress.ts';
import { sweepProgress } from './sweep-progress.ts';

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;

async function follow({ app, clock, provider }: ProviderDesk, afterMs: number): Promise<void> {
  clock.move(afterMs);
  while ((await followOrders(app, provider)) > 0);
}

describe('the progress of an order', () => {
  test('is noted as its provider is followed, for its account alone', async () => {
    await using desk = await openProviderDesk();
    const times = { startAfterMs: 0, deliverMs: 60 * SECOND, startCount: 42 };
    const service = await desk.addService(times);
    const { account, orderId } = await desk.submit(service);
    for (let n = 0; n < 5; n += 1) await follow(desk, 10 * SECOND);
    const points = await readProgress(desk.app.db, account, orderId);
    assert.ok(points.length >= 4, `${points.length} points`);
    const remains = points.map((one) => one.remains);
    assert.deepEqual(
      remains,
      remains.toSorted((a, b) => b - a),
    );
    const at = points.map((one) => one.at.getTime());
    assert.deepEqual(
      at,
      at.toSorted((a, b) => a - b),
    );
    assert.equal(points.at(-1)?.startCount, 42n);
    const stranger = await openAccount(desk.app);
    assert.deepEqual(await readProgress(desk.app.db, stranger, orderId), []);
  });

  test('has a row a fiftieth at most, however often its provider changes its mind', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService({ startAfterMs: 0, deliverMs: DAY });
    const { account, orderId } = await desk.submit(service);
    const told = { orderId, status: 'in_progress', startCount: null, started: true } as const;
    const say = (remains: number) =>
      desk.app.transact((tx) =>
        advanceOrders(tx, [{ ...told, remains, source: 'test' }], new Date(desk.clock.now())),
      );
    for (let remains = 1_000; remains >= 0; remains -= 7) await say(remains);
    for (let n = 0; n < 20; n += 1) await say(n % 2 === 0 ? 500 : 480);
    const points = await readProgress(desk.app.db, account, orderId);
    assert.ok(points.length <= 51, `${points.length} points`);
    await say(480);
    assert.equal((await readProgress(desk.app.db, account, orderId)).length, points.length);
  });

  test('is forgotten half a year after its order was placed', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService({ startAfterMs: 0, deliverMs: 60 * SECOND });
    const { account, orderId } = await desk.submit(service);
    await follow(desk, 20 * SECOND);
    const known = (await readProgress(desk.app.db, account, orderId)).length;
    assert.ok(known > 0);
    desk.clock.move(179 * DAY);
    assert.equal(await sweepProgress(desk.app), 0);
    desk.clock.move(DAY);
    assert.equal(await sweepProgress(desk.app), known);
    assert.deepEqual(await readProgress(desk.app.db, account, orderId), []);
  });
});
