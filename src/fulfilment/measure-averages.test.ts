import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openProviderDesk } from '#test/support/provider-desk.ts';
import { followOrders } from './follow-orders.ts';
import { measureAverages } from './measure-averages.ts';

test('a service shows the median minutes of its orders, once there are enough', async () => {
  await using desk = await openProviderDesk();
  const { app, clock, provider } = desk;
  const service = await desk.addService({ startAfterMs: 0, deliverMs: 0 });
  const shown = () =>
    app.db
      .selectFrom('services')
      .select(['average_minutes', 'average_sample'])
      .executeTakeFirstOrThrow();
  for (const minutes of [1, 2, 30, 31]) {
    await desk.submit(service);
    // created_at is the database's own time; the desk's clock is ahead of it.
    await app.transact((tx) =>
      tx
        .updateTable('orders')
        .set({ created_at: new Date(clock.now()) })
        .where('status', '=', 'in_progress')
        .execute(),
    );
    clock.move(minutes * 60_000);
    await followOrders(app, provider);
  }
  assert.equal(await app.transact(measureAverages), 0);
  assert.equal((await shown()).average_minutes, null);
  await desk.submit(service);
  clock.move(100 * 60_000);
  await followOrders(app, provider);
  assert.equal(await app.transact(measureAverages), 1);
  const { average_minutes: minutes, average_sample: sample } = await shown();
  assert.ok(minutes !== null && minutes >= 30 && minutes <= 32, `${minutes}`);
  assert.equal(sample, 5);
});
