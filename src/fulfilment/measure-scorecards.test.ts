import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cancelOrder } from '#orders/index.ts';
import { requestRefill } from '#refills/index.ts';
import type { Behaviour } from '#simulator/index.ts';
import { openProviderDesk, type ProviderDesk } from '#test/support/provider-desk.ts';
import { followOrders } from './follow-orders.ts';
import { measureScorecards } from './measure-scorecards.ts';
import { passWishes } from './pass-wishes.ts';
import { readMeasures } from './read-measures.ts';
import { readScorecards } from './read-scorecards.ts';
import { readSpeeds } from './read-speeds.ts';

const MINUTE = 60_000;

const measure = ({ app, clock }: ProviderDesk) =>
  app.transact((tx) => measureScorecards(tx, new Date(clock.now())));

const shownOf = ({ app }: ProviderDesk, id: number) =>
  app.db
    .selectFrom('services')
    .select(['average_minutes', 'average_sample'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

async function follow(desk: ProviderDesk, afterMs: number): Promise<void> {
  desk.clock.move(afterMs);
  while ((await followOrders(desk.app, desk.provider)) > 0);
}

const slow: Behaviour = { startAfterMs: 10 * MINUTE, deliverMs: 20 * MINUTE };

describe('a scorecard', () => {
  test('has the median start and finish of a service at its provider, from five on', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService(slow);
    for (let order = 0; order < 4; order += 1) await desk.submit(service);
    for (let minute = 0; minute < 40; minute += 1) await follow(desk, MINUTE);
    assert.equal(await measure(desk), 0);
    assert.deepEqual(await readScorecards(desk.app.db, {}), []);
    assert.equal((await shownOf(desk, service.id)).average_minutes, null);
    await desk.submit(service);
    for (let minute = 0; minute < 40; minute += 1) await follow(desk, MINUTE);
    assert.equal(await measure(desk), 1);
    const [card, ...others] = await readScorecards(desk.app.db, { serviceId: service.id });
    assert.ok(card && others.length === 0);
    assert.deepEqual(
      [card.providerId, card.sample, card.completedBp, card.attempts, card.refusedBp],
      [desk.provider.id, 5, 10_000, 5, 0],
    );
    // Seen at a look, so up to a minute late.
    assert.ok(card.startS !== null && card.startS >= 600 && card.startS < 680, `${card.startS}`);
    assert.ok(card.finishS !== null && card.finishS >= 1_800 && card.finishS < 1_880);
    const shown = await shownOf(desk, service.id);
    assert.ok(shown.average_minutes !== null && shown.average_minutes >= 30);
    assert.equal(shown.average_sample, 5);
    const speeds = await readSpeeds(desk.app.db, desk.provider.id, [service.id]);
    assert.equal(speeds.get(service.id)?.finishMs, card.finishS * 1_000);
  });

  test('counts endings of every kind, refills and refusals, and not what nobody took', async () => {
    await using desk = await openProviderDesk();
    const quick = { startAfterMs: 0, deliverMs: 0 };
    const service = await desk.addService(quick, { refill: true, guarantee_days: 30 });
    const name = String(service.id);
    const orders = [];
    for (let order = 0; order < 6; order += 1) orders.push(await desk.submit(service));
    await follow(desk, MINUTE);
    const stopsAt = { percent: 50, as: 'Partial' } as const;
    desk.simulator.script(name, { ...quick, stopsAt });
    for (let order = 0; order < 3; order += 1) await desk.submit(service);
    await follow(desk, MINUTE);
    desk.simulator.script(name, slow);
    const canceled = await desk.submit(service);
    await cancelOrder(desk.app, canceled.account, canceled.orderId);
    await passWishes(desk.app, desk.provider);
    await follow(desk, MINUTE);
    const refuses = { answer: 'refuse', error: 'Incorrect link' } as const;
    desk.simulator.script(name, { add: refuses });
    for (let order = 0; order < 2; order += 1) await desk.submit(service);
    const [first] = orders;
    assert.ok(first);
    await requestRefill(desk.app, first.account, first.orderId);
    await measure(desk);
    const [card] = await readScorecards(desk.app.db, { providerId: desk.provider.id });
    assert.ok(card);
    const { sample, completedBp, partialBp, canceledBp, refillBp, attempts, refusedBp } = card;
    assert.deepEqual([sample, completedBp, partialBp, canceledBp], [10, 6_000, 3_000, 1_000]);
    assert.deepEqual([refillBp, attempts, refusedBp], [1_000, 12, 1_667]);
  });

  test('of a provider that refuses everything says that, and nothing else', async () => {
    await using desk = await openProviderDesk();
    const refuses = { answer: 'refuse', error: 'Incorrect link' } as const;
    const service = await desk.addService({ add: refuses });
    for (let order = 0; order < 5; order += 1) await desk.submit(service);
    await measure(desk);
    const [card] = await readScorecards(desk.app.db, { serviceId: service.id });
    assert.deepEqual(
      [card?.sample, card?.completedBp, card?.finishS, card?.attempts, card?.refusedBp],
      [0, null, null, 5, 10_000],
    );
  });
});

describe('what customers are shown of a service', () => {
  test('counts from their order, over the endings of all its providers', async () => {
    await using desk = await openProviderDesk();
    const service = await desk.addService(slow);
    for (let order = 0; order < 4; order += 1) await desk.submit(service);
    for (let minute = 0; minute < 40; minute += 1) await follow(desk, MINUTE);
    await measure(desk);
    assert.equal(await readMeasures(desk.app.db, service.id), undefined);
    desk.simulator.script(String(service.id), {
      startAfterMs: 0,
      deliverMs: 0,
      stopsAt: { percent: 50, as: 'Partial' },
    });
    await desk.submit(service);
    await follow(desk, MINUTE);
    await measure(desk);
    const five = await readMeasures(desk.app.db, service.id);
    assert.ok(five);
    assert.deepEqual(
      [five.sample, five.completedBp, five.partialBp, five.canceledBp, five.startSample],
      [5, 8_000, 2_000, 0, 5],
    );
    assert.ok(five.startS !== null && five.startS >= 600 && five.startS < 680, `${five.startS}`);
    assert.deepEqual([five.finishSample, five.finishS], [4, null], 'four are too few');
    desk.simulator.script(String(service.id), slow);
    await desk.submit(service);
    for (let minute = 0; minute < 40; minute += 1) await follow(desk, MINUTE);
    await measure(desk);
    const six = await readMeasures(desk.app.db, service.id);
    assert.equal(six?.finishSample, 5);
    assert.ok(six.finishS !== null && six.finishS >= 1_800 && six.finishS < 1_880);
  });
});
