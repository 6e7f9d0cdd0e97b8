import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cancelOrder, placeOrder } from '#orders/index.ts';
import { listNotices } from '#platform/notices/index.ts';
import { openProviderDesk, type ProviderDesk } from '#test/support/provider-desk.ts';
import { openAccount, orderOf } from '#test/support/shop.ts';
import { claimAttempts } from './claim-attempts.ts';
import { followOrders } from './follow-orders.ts';
import { listStuck } from './list-stuck.ts';
import { reportStuck } from './report-stuck.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const slow = { startAfterMs: 0, deliverMs: 100 * DAY };

const stuckOf = async ({ app, clock }: ProviderDesk) =>
  (await listStuck(app.db, new Date(clock.now()))).map(({ orderId, reason, providerId }) => [
    orderId,
    reason,
    providerId,
  ]);

describe('the stuck report', () => {
  test('names what its provider has for a week where nobody knows how long it takes', async () => {
    await using desk = await openProviderDesk();
    const { orderId } = await desk.submit(await desk.addService(slow));
    desk.clock.move(7 * DAY - HOUR);
    await followOrders(desk.app, desk.provider);
    assert.deepEqual(await stuckOf(desk), []);
    const lookedAt = desk.clock.now();
    desk.clock.move(2 * HOUR);
    assert.deepEqual(await stuckOf(desk), [[orderId, 'late', desk.provider.id]]);
    const [order] = await listStuck(desk.app.db, new Date(desk.clock.now()));
    assert.ok(order?.lookedAt && Math.abs(order.lookedAt.getTime() - lookedAt) < 10_000);
  });

  test('names what takes three times as long as it is measured to', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService(slow);
    const { orderId } = await desk.submit(service);
    await desk.app.transact((tx) =>
      tx
        .insertInto('scorecards')
        .values({
          ...{ service_id: service.id, provider_id: desk.provider.id, sample: 5, attempts: 5 },
          ...{ finish_s: 2 * 3_600, measured_at: new Date() },
        })
        .execute(),
    );
    desk.clock.move(6 * HOUR - MINUTE);
    assert.deepEqual(await stuckOf(desk), []);
    desk.clock.move(2 * MINUTE);
    assert.deepEqual(await stuckOf(desk), [[orderId, 'late', desk.provider.id]]);
  });

  test('names what waits, was left, or is not answered, and nothing that is well', async () => {
    await using desk = await openProviderDesk();
    const { app, clock, provider } = desk;
    const account = await openAccount(app);
    const unrouted = { ...(await desk.addService()), providerId: null, routes: [] };
    const waiting = await placeOrder(app, orderOf(account, unrouted));
    const service = await desk.addService(slow);
    const wished = await desk.submit(service);
    await cancelOrder(app, wished.account, wished.orderId);
    await desk.submit(service);
    const left = await placeOrder(app, orderOf(account, service));
    await claimAttempts(app, provider, { worker: 'gone', limit: 1 });
    assert.deepEqual(await stuckOf(desk), []);
    clock.move(3 * HOUR);
    const found = new Map((await stuckOf(desk)).map(([order, ...rest]) => [order, rest]));
    assert.deepEqual(found.get(waiting.orderId), ['waiting', null]);
    assert.deepEqual(found.get(wished.orderId), ['cancel', provider.id]);
    assert.deepEqual(found.get(left.orderId), ['abandoned', provider.id]);
    assert.equal(found.size, 3);
  });

  test('is one notice per provider, gone when nothing is stuck there any more', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService(slow);
    for (let order = 0; order < 3; order += 1) await desk.submit(service);
    desk.clock.move(8 * DAY);
    assert.equal(await reportStuck(desk.app), 3);
    assert.equal(await reportStuck(desk.app), 3);
    const [notice, ...others] = await listNotices(desk.app.db);
    assert.deepEqual(others, []);
    assert.deepEqual([notice?.kind, notice?.subject], ['orders.stuck', 'provider:1']);
    assert.match(notice?.text ?? '', /3 late at the provider/);
    desk.simulator.script(String(service.id), { deliverMs: 0, startAfterMs: 0 });
    while ((await followOrders(desk.app, desk.provider)) > 0);
    assert.equal(await reportStuck(desk.app), 0);
    assert.deepEqual(await listNotices(desk.app.db), []);
  });
});
