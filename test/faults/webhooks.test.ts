import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOrder, recordEvents } from '#orders/index.ts';
import { eventually } from '#test/support/eventually.ts';
import { openAccount, orderOf } from '#test/support/shop.ts';
import { openWebhookDesk, type WebhookDesk } from '#test/support/webhook-desk.ts';
import { addEndpoint } from '#webhooks/index.ts';
import { startWebhooks } from '#worker/webhooks.ts';
import { killWebhooks } from './killed-webhooks.ts';

const KILLS = 10;
const SEED = 20_261_122;

test(`workers killed ${KILLS} times lose no event, and repeat under the same webhook-id`, async (t) => {
  const report = await killWebhooks({ seed: SEED, kills: KILLS });
  assert.ok(report.events > KILLS, 'there was load');
  t.diagnostic(JSON.stringify(report));
});

const ACCOUNTS = 50;
const HANGING = 1; // of five an account
const ROUNDS = 10; // events of each account
const MOST_LATE_MS = 5_000; // reliability.md W4

test('a fifth of the webhooks hang, and nobody else waits for them', async (t) => {
  await using desk = await openWebhookDesk({ timeRuns: true });
  desk.receiver.answer((response) => {
    if (!response.req.url?.includes('hang')) response.end();
  });
  const orders: { accountId: number; orderId: number }[] = [];
  for (let n = 0; n < ACCOUNTS; n += 1) orders.push(await openCustomer(desk));
  const worker = startWebhooks(desk.app);
  t.after(() => worker.stop());
  for (let round = 0; round < ROUNDS; round += 1) {
    await desk.app.transact((tx) =>
      recordEvents(
        tx,
        orders.map((one) => ({ ...one, type: 'order.partial', source: 'test' })),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const expected = ACCOUNTS * (5 - HANGING) * ROUNDS;
  const arrived = () => desk.receiver.received.filter(({ to }) => !to.includes('hang'));
  await eventually(() => arrived().length === expected, 60_000);
  const late = arrived()
    .map(({ at, message }) => at - Date.parse(message.timestamp))
    .sort((a, b) => a - b);
  const p99 = late[Math.ceil(late.length * 0.99) - 1] ?? Infinity;
  t.diagnostic(`first attempt p99 ${p99} ms of ${late.length}`);
  assert.ok(p99 <= MOST_LATE_MS, `${p99} ms`);
  const hung = desk.receiver.received.filter(({ to }) => to.includes('hang')).length;
  assert.ok(hung >= ACCOUNTS * HANGING && hung < ACCOUNTS * HANGING * ROUNDS, `${hung} hung`);
  await desk.receiver[Symbol.asyncDispose](); // what hangs ends, so that the worker can stop
});

/** With five webhooks, one of which never answers. */
async function openCustomer(desk: WebhookDesk) {
  const accountId = await openAccount(desk.app);
  const { orderId } = await placeOrder(desk.app, orderOf(accountId, desk.service));
  for (let n = 0; n < 5; n += 1) {
    const url = `${desk.receiver.url}/${n < HANGING ? 'hang' : 'ok'}/${n}`;
    await addEndpoint(desk.app, { accountId, keyId: null, url, events: ['order.partial'] });
  }
  return { accountId, orderId };
}
