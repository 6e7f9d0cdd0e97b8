import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrderStatus } from '#platform/db/schema.ts';
import { openProviderDesk } from '#test/support/provider-desk.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { countBacklog } from './count-backlog.ts';
import { placeOrder } from './place-order.ts';

test('the backlog is what no provider has, as far as anybody knows', async () => {
  await using desk = await openProviderDesk();
  const { app } = desk;
  const account = await openAccount(app);
  const service = await desk.addService({}, { dripfeed: true });
  const unrouted = await addService(app);
  const place = async (status: OrderStatus, routed = true, params = {}) => {
    const { orderId } = await placeOrder(
      app,
      orderOf(account, routed ? service : unrouted, params),
    );
    const become = app.transact((tx) =>
      tx.updateTable('orders').set({ status }).where('id', '=', orderId).execute(),
    );
    if (status !== 'pending') await become;
  };
  await place('pending');
  await place('pending');
  await place('pending', false);
  await place('pending', true, { quantity: 100, runs: 3, interval: 10 });
  await place('submitting');
  for (let n = 0; n < 3; n += 1) await place('unknown');
  await place('in_progress');
  assert.deepEqual(await countBacklog(app.db), {
    waiting: 2,
    unrouted: 1,
    submitting: 1,
    unknown: 3,
  });
});
