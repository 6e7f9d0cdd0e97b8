import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listNotices } from '#platform/notices/index.ts';
import { eventually } from '#test/support/eventually.ts';
import { openWebhookDesk, type WebhookDesk } from '#test/support/webhook-desk.ts';
import { startWebhooks } from './webhooks.ts';

const noticesOf = async (desk: WebhookDesk) =>
  (await listNotices(desk.app.db)).map(({ kind, severity }) => `${severity} ${kind}`);

test('what happens is told by itself, and what is under way ends with the worker', async () => {
  await using desk = await openWebhookDesk({ timeRuns: true });
  await desk.add(['order.created']);
  const worker = startWebhooks(desk.app);
  try {
    await desk.order();
    await eventually(() => desk.receiver.received.length === 1, 30_000);
  } finally {
    await worker.stop();
  }
  const [left] = await desk.app.db
    .selectFrom('webhook_deliveries')
    .select(['status', 'leased'])
    .execute();
  assert.deepEqual(left, { status: 'delivered', leased: false });
});

test('an event that cannot be told raises an alarm after a minute, until it is told', async () => {
  await using desk = await openWebhookDesk({ timeRuns: true });
  await desk.add(['order.created']);
  const transact = desk.app.transact;
  let broken = true;
  const app = {
    ...desk.app,
    transact: ((work) =>
      transact(async (tx) => {
        const run: typeof tx.run = async (statement, values) => {
          if (broken && statement.name === 'webhook-messages-insert') throw new Error('odd event');
          return tx.run(statement, values);
        };
        return work({ ...tx, run });
      })) as typeof transact,
  };
  const worker = startWebhooks(app);
  try {
    await desk.order();
    await eventually(async () => {
      desk.clock.move(20_000);
      return (await noticesOf(desk)).includes('urgent webhook.stuck');
    }, 60_000);
    broken = false;
    await eventually(async () => (await noticesOf(desk)).length === 0, 60_000);
    await eventually(() => desk.receiver.received.length === 1, 60_000);
  } finally {
    await worker.stop();
  }
});
