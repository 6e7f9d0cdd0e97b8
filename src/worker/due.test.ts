import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelOrder, placeOrder } from '#orders/index.ts';
import type { OrderStatus } from '#platform/db/schema.ts';
import { openProviderDesk } from '#test/support/provider-desk.ts';
import { openAccount, orderOf } from '#test/support/shop.ts';
import { dueAside, dueChores } from './due.ts';

test('a wish to cancel is due for whom it concerns, and while nobody can act on it for nobody', async () => {
  await using desk = await openProviderDesk();
  const { app } = desk;
  const account = await openAccount(app);
  const { orderId } = await placeOrder(app, orderOf(account, await desk.addService()));
  const become = (status: OrderStatus) =>
    app.transact((tx) =>
      tx.updateTable('orders').set({ status }).where('id', '=', orderId).execute(),
    );
  const due = async () => ({
    chores: (await dueChores(app.db, new Date())).wishes,
    aside: (await dueAside(app.db, new Date())).wishes,
  });
  await become('submitting');
  await cancelOrder(app, account, orderId);
  assert.deepEqual(await due(), { chores: false, aside: false });
  await become('unknown');
  assert.deepEqual(await due(), { chores: false, aside: false });
  await become('pending');
  assert.deepEqual(await due(), { chores: true, aside: false });
  await become('in_progress');
  assert.deepEqual(await due(), { chores: false, aside: true });
});
