import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readStates, recordServiceChanges } from '#catalog/index.ts';
import { recordEvents, type OrderEvent } from '#orders/index.ts';
import { openAccount } from '#test/support/shop.ts';
import { openSecondApp } from '#test/support/database.ts';
import { openWebhookDesk, type WebhookDesk } from '#test/support/webhook-desk.ts';
import { addEndpoint } from './add-endpoint.ts';
import { fanOut } from './fan-out.ts';
import { listDeliveries } from './list-deliveries.ts';
import { removeEndpoint } from './remove-endpoint.ts';

let desk: WebhookDesk;
before(async () => {
  desk = await openWebhookDesk();
});
after(() => desk[Symbol.asyncDispose]());

const told = async (endpointId: number) =>
  (await listDeliveries(desk.app.db, { endpointId, limit: 10_000 })).reverse();
const typesTold = async (endpointId: number) => (await told(endpointId)).map(({ type }) => type);
const happened = (orderId: number, type: OrderEvent['type']): OrderEvent => ({
  ...{ orderId, type, accountId: desk.account, source: 'provider:7' },
});
const now = () => new Date(desk.clock.now());
const addForeign = async () => {
  const accountId = await openAccount(desk.app);
  return addEndpoint(desk.app, { accountId, keyId: null, url: desk.receiver.url });
};
const reversed = <Texts extends Record<string, string>>(texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, `"${text}`])) as Texts;
const other = () => `${desk.receiver.url}?${Math.random()}`;

describe('a fan-out', () => {
  test('tells each webhook what it asked for, of its own account, from now on', async () => {
    await desk.order();
    const all = await desk.add(undefined, other());
    const some = await desk.add(['order.completed', 'order.partial'], other());
    const foreign = await addForeign();
    const id = await desk.order();
    await desk.app.transact((tx) =>
      recordEvents(tx, [
        happened(id, 'order.unknown'),
        happened(id, 'order.delayed'),
        happened(id, 'order.completed'),
      ]),
    );
    assert.equal(await desk.fanOut(), 3);
    assert.deepEqual(await typesTold(all.id), ['order.created', 'order.completed']);
    assert.deepEqual(await typesTold(some.id), ['order.completed']);
    assert.deepEqual(await typesTold(foreign.id), []);
    assert.equal(await desk.fanOut(), 0);
    for (const { id: endpointId } of [all, some, foreign]) {
      await desk.app.transact((tx) => removeEndpoint(tx, { endpointId }, now()));
    }
  });

  test('waits for what was written first and is committed last, and leaves nothing out', async () => {
    const { id: endpointId } = await desk.add(['order.partial', 'order.completed'], other());
    const orderId = await desk.order();
    await desk.fanOut();
    const late = Promise.withResolvers<void>();
    const wrote = Promise.withResolvers<void>();
    const slow = desk.app.transact(async (tx) => {
      await recordEvents(tx, [happened(orderId, 'order.partial')]);
      wrote.resolve();
      await late.promise;
    });
    await wrote.promise;
    await desk.app.transact((tx) => recordEvents(tx, [happened(orderId, 'order.completed')]));
    assert.equal(await fanOut(desk.app), 0);
    late.resolve();
    await slow;
    assert.equal(await desk.fanOut(), 2);
    assert.deepEqual((await typesTold(endpointId)).sort(), ['order.completed', 'order.partial']);
    await desk.app.transact((tx) => removeEndpoint(tx, { endpointId }, now()));
  });

  test('by many processes at a time makes each delivery once', async () => {
    const { id: endpointId } = await desk.add(['order.created'], other());
    await using second = openSecondApp(desk.app);
    await using third = openSecondApp(desk.app);
    let made = 0;
    for (let round = 0; round < 20; round += 1) {
      const placed = Promise.all(Array.from({ length: 10 }, () => desk.order()));
      const counts = await Promise.all([desk.app, second, third].map(fanOut));
      await placed;
      made += counts.reduce((sum, one) => sum + one, 0);
    }
    made += await desk.fanOut();
    assert.equal(made, 200);
    assert.equal((await told(endpointId)).length, 200);
    await desk.app.transact((tx) => removeEndpoint(tx, { endpointId }, now()));
  });

  test('takes a transaction of many thousand events, and what follows it', async () => {
    const { id: endpointId } = await desk.add(['order.partial', 'order.completed'], other());
    const orderId = await desk.order();
    await desk.app.transact(async (tx) => {
      const events = Array.from({ length: 4_500 }, () => happened(orderId, 'order.partial'));
      await recordEvents(tx, events);
    });
    await desk.app.transact((tx) => recordEvents(tx, [happened(orderId, 'order.completed')]));
    assert.equal(await desk.fanOut(), 4_501);
    const types = await typesTold(endpointId);
    assert.deepEqual(types.filter((type) => type === 'order.completed').length, 1);
    await desk.app.transact((tx) => removeEndpoint(tx, { endpointId }, now()));
  });

  test('tells of an order what its customer may know, the same bytes in every delivery', async () => {
    const one = await desk.add(['order.refunded'], other());
    const two = await desk.add(['order.refunded'], other());
    const orderId = await desk.order('mine-1');
    const data = { amount: '0.40', promotion: '0.00', note: 'Provider Seven says so' };
    await desk.app.transact((tx) =>
      recordEvents(tx, [{ ...happened(orderId, 'order.refunded'), data }]),
    );
    await desk.fanOut();
    const bodies = await desk.app.db
      .selectFrom('webhook_deliveries as d')
      .innerJoin('webhook_messages as m', 'm.id', 'd.message')
      .select(['m.body', 'd.message'])
      .where('d.endpoint_id', 'in', [one.id, two.id])
      .execute();
    assert.equal(bodies.length, 2);
    assert.deepEqual(bodies[0], bodies[1]);
    const { message, body = '' } = bodies[0] ?? {};
    const { timestamp, ...shown } = JSON.parse(body) as { timestamp: string };
    assert.match(timestamp, /^\d{4}-\d\d-\d\dT.*Z$/);
    const sequence = Number(message?.replace('evt_', ''));
    assert.deepEqual(shown, {
      type: 'order.refunded',
      data: {
        order: `ord_${orderId}`,
        request_id: 'mine-1',
        service: desk.service.id,
        status: 'pending',
        charge: '1.00',
        start_count: '0',
        remains: '1000',
        refunded: '0.40',
        currency: 'USD',
        sequence,
      },
    });
    assert.doesNotMatch(body, /provider|seven/i);
    for (const { id: endpointId } of [one, two]) {
      await desk.app.transact((tx) => removeEndpoint(tx, { endpointId }, now()));
    }
  });

  test('tells of services to everybody who asks, many in one message of less than 20 kB', async () => {
    const { id: endpointId } = await desk.add(['service.changed'], other());
    const foreign = await addForeign();
    const [state] = await readStates(desk.app.db, [desk.service.id]);
    assert.ok(state);
    const held = { ...state, heldReason: 'provider:3 now asks 9.99' };
    const paused = { ...held, active: false, description: 'x'.repeat(2_000) };
    const long = '🎈"'.repeat(1_000);
    const all = { name: long, category: long, description: long, deliveryNote: long };
    const renamed = { ...state, ...all, type: 'Package' as const, delivery: 'other' as const };
    await desk.app.transact(async (tx) => {
      await recordServiceChanges(tx, [state], [held], { source: 'system:sync' });
      await recordServiceChanges(tx, [{ ...renamed, ...reversed(all) }], [renamed], {
        source: 'x',
      });
      for (let n = 0; n < 60; n += 1) {
        await recordServiceChanges(tx, [state], [paused], { source: 'operator:x' });
      }
    });
    await desk.fanOut();
    const rows = await desk.app.db
      .selectFrom('webhook_deliveries as d')
      .innerJoin('webhook_messages as m', 'm.id', 'd.message')
      .select(['d.endpoint_id', 'm.body'])
      .where('m.type', '=', 'service.changed')
      .orderBy('d.id')
      .execute();
    const mine = rows.filter((row) => row.endpoint_id === endpointId);
    assert.equal(rows.filter((row) => row.endpoint_id === foreign.id).length, mine.length);
    const changes = mine.flatMap(({ body }) => {
      assert.ok(Buffer.byteLength(body) < 20_000);
      return (JSON.parse(body) as { data: { changes: Record<string, unknown>[] } }).data.changes;
    });
    assert.equal(changes.length, 2 + 60 * 3);
    assert.equal(changes[0]?.['change'], 'paused');
    assert.doesNotMatch(JSON.stringify(changes), /provider|9\.99/);
    const sequences = changes.map((change) => Number(change['sequence']));
    assert.deepEqual(
      sequences,
      [...sequences].sort((a, b) => a - b),
    );
  });
});
