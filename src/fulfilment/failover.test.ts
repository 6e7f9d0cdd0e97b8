import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { unrouteServices } from '#catalog/index.ts';
import { momentOf } from '#platform/app.ts';
import { openStreet, type House, type Street } from '#test/support/provider-street.ts';
import { recordBreaker } from './record-breaker.ts';
import { rerouteWaiting } from './reroute-waiting.ts';

const THREE = [{}, {}, {}];

const house = (street: Street, index: number): House => street.houses[index] as House;
const booked = (street: Street) => street.houses.map((one) => one.orders.length);

describe('an order that a provider does not take', () => {
  test('goes to the next route when it is refused, and its story says so', async () => {
    await using street = await openStreet(THREE);
    const service = await street.addService();
    house(street, 0).words.push('refuse');
    const { orderId } = await street.place(service);
    await street.submit();
    assert.deepEqual(booked(street), [0, 1, 0]);
    assert.deepEqual(await street.outcomes(orderId), ['refused', 'accepted']);
    const order = await street.row(orderId);
    assert.deepEqual(
      [order.status, order.provider_id],
      ['in_progress', house(street, 1).provider.id],
    );
    const events = await street.app.db
      .selectFrom('order_events')
      .selectAll()
      .orderBy('id')
      .execute();
    const rerouted = events.find((event) => event.type === 'order.rerouted');
    assert.deepEqual(rerouted?.data, { note: 'Incorrect link', provider: 2 });
    await street.booksAreClean();
  });

  test('is canceled and refunded only when every route has refused it', async () => {
    await using street = await openStreet(THREE);
    const service = await street.addService();
    for (const one of street.houses) one.words.push('refuse');
    const { account, orderId } = await street.place(service);
    await street.submit();
    assert.deepEqual(await street.outcomes(orderId), ['refused', 'refused', 'refused']);
    assert.equal((await street.row(orderId)).status, 'canceled');
    assert.equal(await street.balance(account), '10.00');
    await street.booksAreClean();
  });

  test('is not given to a route that costs more than it brings', async () => {
    await using street = await openStreet(THREE);
    const service = await street.addService(['0.1', '1.000001', '1']);
    house(street, 0).words.push('refuse');
    const { orderId } = await street.place(service);
    await street.submit();
    assert.deepEqual(booked(street), [0, 0, 1]);
    assert.equal((await street.row(orderId)).provider_id, house(street, 2).provider.id);
  });

  test('is placed where its price pays, whatever is preferred, while anybody delivers for it', async () => {
    await using street = await openStreet(THREE);
    const service = await street.addService(['1.000001', undefined, '1']);
    const { orderId } = await street.place(service);
    assert.equal((await street.row(orderId)).provider_id, house(street, 2).provider.id);
    const dear = await street.addService(['1.000001']);
    const agreed = await street.place(dear);
    assert.equal((await street.row(agreed.orderId)).provider_id, house(street, 0).provider.id);
  });

  test('goes from a route that was taken away to one that its price pays for', async () => {
    await using street = await openStreet(THREE);
    const service = await street.addService(['0.1', '1.000001', '1']);
    const { orderId } = await street.place(service);
    const route = { serviceId: service.id, providerId: house(street, 0).provider.id };
    await street.app.transact((tx) => unrouteServices(tx, [route]));
    await street.submit();
    assert.deepEqual(booked(street), [0, 0, 1]);
    assert.equal((await street.row(orderId)).status, 'in_progress');
  });

  test('holds up no other one by a cost that is beyond all numbers', async () => {
    await using street = await openStreet([{}]);
    const service = await street.addService(['1000000000']);
    const { orderId } = await street.place(service, { quantity: 10_000 });
    const { orderId: other } = await street.place(await street.addService());
    await street.submit();
    for (const id of [orderId, other]) {
      assert.equal((await street.row(id)).status, 'in_progress');
    }
  });

  test('goes on at once when a provider has no funds, and comes back to it after the others', async () => {
    await using street = await openStreet([{}, {}]);
    const service = await street.addService();
    house(street, 0).words.push('later');
    house(street, 1).words.push('later');
    const { orderId } = await street.place(service);
    await street.submit();
    assert.deepEqual(await street.outcomes(orderId), ['later', 'later']);
    const order = await street.row(orderId);
    assert.deepEqual([order.status, order.provider_id], ['pending', house(street, 0).provider.id]);
    assert.ok(order.due_at.getTime() > street.clock.now());
    street.clock.move(3_600_000);
    await street.submit();
    assert.deepEqual(booked(street), [1, 0]);
  });

  test('that could not be sent is sent there three times, then elsewhere', async () => {
    await using street = await openStreet([{}, {}]);
    const service = await street.addService();
    house(street, 0).down = true;
    const { orderId } = await street.place(service);
    for (let round = 0; round < 4; round += 1) {
      await street.submit();
      street.clock.move(120_000);
    }
    const outcomes = await street.outcomes(orderId);
    assert.deepEqual(outcomes, ['never_sent', 'never_sent', 'never_sent', 'accepted']);
    assert.deepEqual(booked(street), [0, 1]);
  });

  test('that could not be sent goes elsewhere at once while that provider is known to be down', async () => {
    await using street = await openStreet([{}, {}]);
    const service = await street.addService();
    house(street, 0).down = true;
    const { orderId } = await street.place(service);
    await shutBreaker(street, 0);
    await street.submit();
    assert.deepEqual(await street.outcomes(orderId), ['never_sent', 'accepted']);
  });

  test('is never sent on when nobody knows what became of it', async () => {
    await using street = await openStreet(THREE);
    const service = await street.addService();
    for (const word of ['lost', 'silent', 'odd'] as const) {
      house(street, 0).words = [word];
      const { orderId } = await street.place(service);
      await street.submit();
      street.clock.move(3_600_000);
      await street.submit();
      assert.equal((await street.row(orderId)).status, 'unknown');
      assert.equal((await street.outcomes(orderId)).length, 1);
    }
    assert.deepEqual(booked(street), [1, 0, 0]);
  });
});

describe('orders that wait for a provider that does not answer', () => {
  test('move to another route, page by page; those without one wait', async () => {
    await using street = await openStreet([{}, {}]);
    const routed = await street.addService();
    const alone = await street.addService(['0.1']);
    const dear = await street.addService(['0.1', '2']);
    const placed: number[] = [];
    for (const service of [routed, alone, dear, routed, routed]) {
      placed.push((await street.place(service)).orderId);
    }
    await shutBreaker(street, 0);
    const providerId = house(street, 0).provider.id;
    const turn = (afterId: number) =>
      street.app.transact((tx) =>
        rerouteWaiting(tx, { providerId, afterId, limit: 2, why: 'a test' }, momentOf(street.app)),
      );
    const first = await turn(0);
    const second = await turn(first.afterId ?? 0);
    const moved = first.moved + second.moved;
    assert.ok(first.afterId !== null && second.afterId !== null);
    assert.deepEqual(await turn(second.afterId), { moved: 0, afterId: null });
    assert.equal(moved, 3);
    const rows = await Promise.all(placed.map((id) => street.row(id)));
    assert.deepEqual(
      rows.map((row) => [row.status, row.provider_id]),
      [2, 1, 1, 2, 2].map((provider) => ['pending', provider]),
    );
  });

  test('stay where they are when the other one does not answer either', async () => {
    await using street = await openStreet([{}, {}]);
    const service = await street.addService();
    const { orderId } = await street.place(service);
    await shutBreaker(street, 0);
    await shutBreaker(street, 1);
    const page = { providerId: house(street, 0).provider.id, afterId: 0, limit: 10, why: 'a test' };
    const { moved } = await street.app.transact((tx) =>
      rerouteWaiting(tx, page, momentOf(street.app)),
    );
    assert.equal(moved, 0);
    assert.equal((await street.row(orderId)).provider_id, house(street, 0).provider.id);
  });

  test('are told of once, until a worker finds it back', async () => {
    await using street = await openStreet([{}]);
    await shutBreaker(street, 0);
    await shutBreaker(street, 0, 'another');
    assert.deepEqual(await street.notices(), ['provider.down provider:1 urgent']);
    await openBreakerAgain(street, 0);
    assert.deepEqual(await street.notices(), ['provider.down provider:1 urgent']);
    await openBreakerAgain(street, 0, 'another');
    assert.deepEqual(await street.notices(), []);
  });
});

const writeBreaker =
  (state: 'open' | 'closed') =>
  (street: Street, index: number, worker = 'test') => {
    const told = { providerId: house(street, index).provider.id, worker, state, reason: 'a test' };
    const now = new Date(street.clock.now());
    return street.app.transact((tx) => recordBreaker(tx, told, now));
  };
const shutBreaker = writeBreaker('open');
const openBreakerAgain = writeBreaker('closed');

test('a claim whose route was taken away goes to another one, or waits for one', async () => {
  await using street = await openStreet([{}, {}]);
  const both = await street.addService();
  const alone = await street.addService(['0.1']);
  const first = await street.place(both);
  const second = await street.place(alone);
  await street.app.transact((tx) =>
    tx
      .updateTable('service_routes')
      .set({ active: false, paused_reason: 'a test' })
      .where('provider_id', '=', house(street, 0).provider.id)
      .execute(),
  );
  await street.submit();
  assert.deepEqual(booked(street), [0, 1]);
  assert.equal((await street.row(first.orderId)).status, 'in_progress');
  const waits = await street.row(second.orderId);
  assert.deepEqual([waits.status, waits.provider_id], ['pending', null]);
});

test('an attempt knows what it should cost', async () => {
  await using street = await openStreet([{}, {}]);
  const known = await street.addService(['0.25']);
  const unknown = await street.addService([null]);
  await street.place(known, { quantity: 300 });
  await street.place(unknown);
  await street.submit();
  const attempts = await street.app.db
    .selectFrom('attempts')
    .select('cost')
    .orderBy('id')
    .execute();
  assert.deepEqual(
    attempts.map((one) => one.cost),
    [75_000_000n, null],
  );
});
