import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWebhookDesk } from '#test/support/webhook-desk.ts';
import { countDeliveries } from './count-deliveries.ts';

test('deliveries are counted until they are over: those that are due, and those for later', async () => {
  await using desk = await openWebhookDesk();
  const { app } = desk;
  await desk.add();
  for (let n = 0; n < 3; n += 1) await desk.order();
  await desk.fanOut();
  const now = new Date(desk.clock.now());
  const count = () => countDeliveries(app.db, now);
  assert.deepEqual(await count(), { due: 3, later: 0 });
  const [first, second] = await app.db
    .selectFrom('webhook_deliveries')
    .select('id')
    .orderBy('id')
    .execute();
  await app.transact(async (tx) => {
    const row = tx.updateTable('webhook_deliveries');
    const later = new Date(now.getTime() + 60_000);
    await row
      .set({ due_at: later })
      .where('id', '=', first?.id ?? 0n)
      .execute();
    const ended = { status: 'delivered', finished_at: now } as const;
    await row
      .set(ended)
      .where('id', '=', second?.id ?? 0n)
      .execute();
  });
  assert.deepEqual(await count(), { due: 1, later: 1 });
});
