import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listNotices } from '#platform/notices/index.ts';
import type { PostRequest } from '#platform/http/index.ts';
import { openSecondApp } from '#test/support/database.ts';
import { verify, openWebhookDesk, type WebhookDesk } from '#test/support/webhook-desk.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { claimDeliveries } from './claim-deliveries.ts';
import { enableEndpoint } from './enable-endpoint.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listEndpoints } from './list-endpoints.ts';
import { openDeliveryLane } from './delivery-lane.ts';
import { readDelivery } from './read-delivery.ts';
import { recordAttempts } from './record-attempts.ts';
import { replayDeliveries } from './replay-deliveries.ts';
import { resendDelivery } from './resend-delivery.ts';
import { RESTS_MS } from './schedule.ts';
import { sweepDeliveries } from './sweep-deliveries.ts';
import { testEndpoint } from './test-endpoint.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CREATED = ['order.created'];

const deliveriesOf = (desk: WebhookDesk, endpointId: number) =>
  listDeliveries(desk.app.db, { endpointId, limit: 1_000 });
const lastOf = async (desk: WebhookDesk, endpointId: number) => {
  const [last] = await deliveriesOf(desk, endpointId);
  assert.ok(last);
  return last;
};
const now = (desk: WebhookDesk) => new Date(desk.clock.now());
const noticesOf = async (desk: WebhookDesk) =>
  (await listNotices(desk.app.db))
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('webhook'));

/** Goes to the moment at which the delivery is due, and delivers. */
async function tryAgain(desk: WebhookDesk, endpointId: number): Promise<void> {
  const { dueAt } = await lastOf(desk, endpointId);
  assert.ok(dueAt);
  desk.clock.move(Math.max(0, dueAt.getTime() - desk.clock.now()) + 1);
  assert.equal(await desk.deliver(), 1);
}

describe('a delivery', () => {
  test('that fails is tried ten times over 75 h 35 min, under one id, and then exhausted', async () => {
    await using desk = await openWebhookDesk();
    const { id, secret } = await desk.add(CREATED);
    desk.receiver.answer(500);
    await desk.order();
    assert.equal(await desk.deliver(), 1);
    for (let attempt = 2; attempt <= 10; attempt += 1) {
      const { dueAt } = await lastOf(desk, id);
      assert.ok(dueAt);
      desk.clock.move(dueAt.getTime() - desk.clock.now() - 1_000);
      assert.equal(await desk.deliver(), 0, `attempt ${attempt} came too early`);
      await tryAgain(desk, id);
    }
    const { received } = desk.receiver;
    assert.equal(received.length, 10);
    const rests = received.map(({ at }, index) => at - (received[index - 1]?.at ?? at));
    for (const [index, planned] of RESTS_MS.entries()) {
      const rest = rests[index] ?? 0;
      const isNear = rest >= planned * 0.8 && rest <= planned * 1.2 + 5_000;
      assert.ok(isNear, `attempt ${index + 1} after ${rest} ms in place of ${planned}`);
    }
    const planned = RESTS_MS.reduce((sum, one) => sum + one, 0);
    assert.equal(planned, 75 * HOUR + 35 * MINUTE + 5_000);
    assert.equal(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 1);
    assert.equal(new Set(received.map(({ body }) => body)).size, 1);
    assert.equal(new Set(received.map(({ headers }) => headers['webhook-timestamp'])).size, 10);
    for (const one of received) assert.ok(verify(secret, one));
    const { status, attempts } = await lastOf(desk, id);
    assert.deepEqual([status, attempts], ['exhausted', 10]);
    desk.clock.move(2 * DAY);
    assert.equal(await desk.deliver(), 0);
  });

  test('succeeds by 2xx alone; what redirects is a failure and is not followed', async () => {
    await using desk = await openWebhookDesk();
    const { id } = await desk.add(CREATED);
    for (const [status, expected] of [
      [200, 'delivered'],
      [204, 'delivered'],
      [299, 'delivered'],
      [301, 'pending'],
      [302, 'pending'],
      [307, 'pending'],
      [404, 'pending'],
      [503, 'pending'],
    ] as const) {
      desk.receiver.answer((response) =>
        response.writeHead(status, { location: desk.receiver.url }).end(),
      );
      await desk.order();
      const before = desk.receiver.received.length;
      await desk.deliver();
      const last = await lastOf(desk, id);
      assert.deepEqual([last.status, last.last], [expected, String(status)]);
      assert.equal(desk.receiver.received.length, before + 1);
    }
  });

  test('is given 15 seconds and 16 kB, on the guarded way', async () => {
    const asked: PostRequest[] = [];
    await using desk = await openWebhookDesk({
      post: async (request) => {
        asked.push(request);
        return { kind: 'broken', error: 'no answer in time', text: '' };
      },
    });
    const { id } = await desk.add(CREATED);
    await desk.order();
    await desk.deliver();
    const [request] = asked;
    assert.deepEqual(
      [request?.timeoutMs, request?.maxBytes, request?.whenLonger, request?.reach],
      [15_000, 16_384, 'cut', 'public'],
    );
    assert.equal((await lastOf(desk, id)).last, 'no answer in time');
  });

  test('is refused where the address has become private since it was added', async () => {
    await using desk = await openWebhookDesk();
    const { id } = await desk.add(CREATED);
    await desk.app.transact((tx) =>
      tx.updateTable('webhook_endpoints').set({ url: 'https://10.0.0.1/x' }).execute(),
    );
    await desk.order();
    await desk.deliver();
    assert.equal((await lastOf(desk, id)).last, 'the address is not public');
    assert.equal(desk.receiver.received.length, 0);
  });

  test('waits as long as Retry-After says, up to a day', async () => {
    await using desk = await openWebhookDesk();
    const { id } = await desk.add(CREATED);
    for (const [header, from, to] of [
      ['120', 120_000, 121_000],
      ['900000', DAY, DAY + 1_000],
      ['0', 4_000, 6_000],
      ['tomorrow', 4_000, 6_000],
      [new Date(desk.clock.now() + HOUR).toUTCString(), HOUR - 3_000, HOUR + 1_000],
    ] as const) {
      desk.receiver.answer((response) => response.writeHead(503, { 'retry-after': header }).end());
      await desk.order();
      const before = desk.clock.now();
      await desk.deliver();
      const rest = ((await lastOf(desk, id)).dueAt?.getTime() ?? 0) - before;
      assert.ok(rest >= from && rest <= to + 2_000, `${header}: ${rest}`);
    }
  });

  test('that is claimed and lost is due again, and what was too slow to say so is not heard', async () => {
    await using desk = await openWebhookDesk();
    const { id } = await desk.add(CREATED);
    await desk.order();
    await desk.fanOut();
    const wanted = { fast: 10, slow: 10, slowIds: [] };
    const [lost] = await claimDeliveries(desk.app, wanted);
    assert.ok(lost);
    assert.deepEqual(await claimDeliveries(desk.app, wanted), []);
    assert.equal(await desk.deliver(), 0);
    desk.clock.move(30_000);
    assert.equal(await desk.deliver(), 1);
    desk.receiver.answer(500);
    const late = await attemptDelivery(desk.app, lost);
    const moment = { now: now(desk), random: () => 0.5 };
    await desk.app.transact((tx) => recordAttempts(tx, [late], moment));
    const { status, attempts } = await lastOf(desk, id);
    assert.deepEqual([status, attempts], ['delivered', 1]);
    const ids = desk.receiver.received.map(({ headers }) => headers['webhook-id']);
    assert.deepEqual(ids, [lost.message, lost.message]);
  });

  test('is logged with request and answer, and no secret is in the log', async () => {
    await using desk = await openWebhookDesk();
    const { id, secret } = await desk.add(CREATED, `${desk.receiver.url}?token=hidden-in-url`);
    desk.receiver.answer((response) =>
      response.writeHead(400).end(`You sent ${secret}\0 and \uD800 ${'x'.repeat(40_000)}`),
    );
    await desk.order();
    await desk.deliver();
    const { id: deliveryId } = await lastOf(desk, id);
    const log = await readDelivery(desk.app.db, deliveryId);
    const [attempt] = log.attempts;
    assert.equal(attempt?.status, 400);
    assert.match(attempt?.answer ?? '', /^You sent whsec_… and/);
    assert.ok((attempt?.answer?.length ?? 0) <= 1_024);
    assert.equal(attempt?.request.headers['webhook-id'], log.message);
    assert.equal(attempt?.request.headers['webhook-signature'], 'v1,…');
    const text = JSON.stringify(log, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    assert.doesNotMatch(text, /hidden-in-url/);
    assert.ok(!text.includes(secret));
    assert.equal(log.body, desk.receiver.received[0]?.body);
  });

  test('is made again by resend and replay, under the same webhook-id', async () => {
    await using desk = await openWebhookDesk();
    const { id: endpointId } = await desk.add(CREATED);
    const from = now(desk);
    for (let n = 0; n < 5; n += 1) await desk.order();
    await desk.deliver();
    desk.clock.move(HOUR);
    const until = now(desk);
    await desk.order();
    await desk.deliver();
    const first = desk.receiver.received.map(({ headers }) => headers['webhook-id']);
    const replay = { endpointId, from, until };
    assert.equal(await desk.app.transact((tx) => replayDeliveries(tx, replay, now(desk))), 5);
    desk.receiver.answer(500);
    await desk.deliver();
    const again = desk.receiver.received.slice(6).map(({ headers }) => headers['webhook-id']);
    assert.deepEqual(new Set(again), new Set(first.slice(0, 5)));
    assert.equal(again.length, 5);
    desk.receiver.answer(200);
    const last = await lastOf(desk, endpointId);
    await desk.app.transact((tx) => resendDelivery(tx, last.id, now(desk)));
    assert.equal(await desk.deliver(), 1);
    assert.equal((await readDelivery(desk.app.db, last.id)).attempts.length, 2);
    const missed = { ...replay, onlyMissed: true };
    assert.equal(await desk.app.transact((tx) => replayDeliveries(tx, missed, now(desk))), 0);
    await assert.rejects(
      desk.app.transact((tx) => resendDelivery(tx, 10n ** 9n, now(desk))),
      { code: 'not_found' },
    );
  });

  test('has its ten attempts anew when it is sent again', async () => {
    await using desk = await openWebhookDesk();
    const { id } = await desk.add(CREATED);
    desk.receiver.answer(500);
    await desk.order();
    await desk.deliver();
    for (let attempt = 2; attempt <= 10; attempt += 1) await tryAgain(desk, id);
    const { id: deliveryId } = await lastOf(desk, id);
    await desk.app.transact((tx) => resendDelivery(tx, deliveryId, now(desk)));
    assert.equal(await desk.deliver(), 1);
    assert.equal((await lastOf(desk, id)).status, 'pending');
    const numbers = (await readDelivery(desk.app.db, deliveryId)).attempts.map((one) => one.number);
    assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('is forgotten 30 days after it ended, with its attempts', async () => {
    await using desk = await openWebhookDesk();
    const { id } = await desk.add(CREATED);
    await desk.order();
    await desk.deliver();
    desk.clock.move(30 * DAY - HOUR);
    assert.equal(await sweepDeliveries(desk.app), 0);
    desk.clock.move(2 * HOUR);
    assert.equal(await sweepDeliveries(desk.app), 1);
    assert.deepEqual(await deliveriesOf(desk, id), []);
    const left = await desk.app.db.selectFrom('webhook_messages').select('id').execute();
    assert.deepEqual(left, []);
  });

  test('of a test is tried once', async () => {
    await using desk = await openWebhookDesk();
    const { id: endpointId, secret } = await desk.add(CREATED);
    desk.receiver.answer(500);
    const message = await desk.app.transact((tx) => testEndpoint(tx, { endpointId }, now(desk)));
    assert.equal(await desk.deliver(), 1);
    assert.equal((await lastOf(desk, endpointId)).status, 'exhausted');
    const [test_] = desk.receiver.received;
    assert.ok(test_);
    assert.equal(test_.headers['webhook-id'], message);
    assert.deepEqual(verify(secret, test_), JSON.parse(test_.body));
    assert.equal(test_.message.type, 'webhook.test');
  });
});

describe('a webhook', () => {
  test('that takes nothing for five days is disabled; its owner is told after a day and then', async () => {
    await using desk = await openWebhookDesk();
    const { id } = await desk.add(CREATED);
    desk.receiver.answer(500);
    const began = desk.clock.now();
    const days = () => (desk.clock.now() - began) / DAY;
    while ((await desk.stateOf(id)) !== 'disabled') {
      assert.ok(days() < 5.2, 'it is still not disabled');
      await desk.order();
      await desk.deliver();
      const told = await noticesOf(desk);
      const disabled = (await desk.stateOf(id)) === 'disabled';
      assert.equal(disabled, days() >= 5, `after ${days()} days`);
      const expected = disabled ? ['webhook.disabled'] : days() >= 1 ? ['webhook.failing'] : [];
      assert.deepEqual(told, expected, `after ${days()} days`);
      desk.clock.move(6 * HOUR);
    }
    const before = desk.receiver.received.length;
    const missed = await desk.order();
    desk.clock.move(2 * DAY);
    assert.equal(await desk.deliver(), 0);
    assert.equal(desk.receiver.received.length, before);
    desk.receiver.answer(200);
    const endpoint = { endpointId: id };
    await desk.app.transact((tx) => enableEndpoint(tx, endpoint, now(desk)));
    assert.equal(await desk.deliver(), 1);
    assert.equal(desk.receiver.received.at(-1)?.message.type, 'webhook.test');
    assert.deepEqual([await desk.stateOf(id), await noticesOf(desk)], ['active', []]);
    desk.clock.move(1);
    const replay = { ...endpoint, from: new Date(began), until: now(desk), onlyMissed: true };
    await desk.app.transact((tx) => replayDeliveries(tx, replay, now(desk)));
    await desk.deliver();
    const orders = desk.receiver.received.map(({ message }) => message.data['order']);
    assert.ok(orders.includes(`ord_${missed}`));
  });

  test('that takes one message in between begins its five days anew', async () => {
    await using desk = await openWebhookDesk();
    const { id } = await desk.add(CREATED);
    for (const status of [500, 500, 200, 500, 500]) {
      desk.receiver.answer(status);
      await desk.order();
      await desk.deliver();
      if (status === 200) assert.equal(await desk.stateOf(id), 'active');
      desk.clock.move(2 * DAY);
    }
    assert.equal(await desk.stateOf(id), 'failing');
    assert.deepEqual(await noticesOf(desk), ['webhook.failing']);
    desk.receiver.answer(200);
    await desk.order();
    await desk.deliver();
    assert.deepEqual([await desk.stateOf(id), await noticesOf(desk)], ['active', []]);
  });

  test('that answers 410 is disabled at once, and what waits for it is not sent', async () => {
    await using desk = await openWebhookDesk();
    const { id } = await desk.add(CREATED);
    for (let n = 0; n < 8; n += 1) await desk.order();
    desk.receiver.answer(410);
    await desk.deliver();
    const [endpoint] = await listEndpoints(desk.app.db, { endpointId: id });
    assert.equal(endpoint?.disabledReason, 'it answered 410 Gone');
    assert.equal(desk.receiver.received.length, 5);
    const statuses = new Set((await deliveriesOf(desk, id)).map(({ status }) => status));
    assert.deepEqual([...statuses], ['dropped']);
    assert.deepEqual(await noticesOf(desk), ['webhook.disabled']);
    const replay = { endpointId: id, from: new Date(0), until: now(desk) };
    await assert.rejects(
      desk.app.transact((tx) => replayDeliveries(tx, replay, now(desk))),
      { code: 'conflict' },
    );
  });

  for (const status of [429, 502, 504]) {
    test(`that answers ${status} is left alone for as long as it asks`, async () => {
      await using desk = await openWebhookDesk();
      await desk.add(CREATED);
      desk.receiver.answer((response) =>
        response.writeHead(status, { 'retry-after': '600' }).end(),
      );
      await desk.order();
      assert.equal(await desk.deliver(), 1);
      desk.receiver.answer(200);
      await desk.order();
      desk.clock.move(595_000);
      assert.equal(await desk.deliver(), 0);
      desk.clock.move(6_000);
      assert.equal(await desk.deliver(), 2);
    });
  }

  test('has at most five calls at a time, from all workers together', async () => {
    await using desk = await openWebhookDesk();
    await using second = openSecondApp(desk.app);
    await desk.add(CREATED);
    for (let n = 0; n < 30; n += 1) await desk.order();
    await desk.fanOut();
    const held: (() => void)[] = [];
    let most = 0;
    let open = 0;
    desk.receiver.answer((response) => {
      open += 1;
      most = Math.max(most, open);
      held.push(() => {
        open -= 1;
        response.end();
      });
    });
    const lanes = [openDeliveryLane(desk.app), openDeliveryLane(second)];
    const first = await Promise.all(lanes.map((lane) => lane.fill()));
    assert.equal(
      first.reduce((sum, one) => sum + one, 0),
      5,
    );
    while (desk.receiver.received.length < 30) {
      for (const release of held.splice(0)) release();
      await Promise.all(lanes.map((lane) => lane.fill()));
    }
    for (const release of held.splice(0)) release();
    await Promise.all(lanes.map((lane) => lane.quiet()));
    assert.ok(most <= 5, `${most} at a time`);
  });
});
