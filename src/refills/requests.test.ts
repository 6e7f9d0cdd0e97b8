import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { followOrders, passWishes } from '#fulfilment/index.ts';
import { readBalance } from '#ledger/index.ts';
import { formatMoney } from '#lib/money.ts';
import { cancelOrder, readRequests } from '#orders/index.ts';
import { listNotices } from '#platform/notices/index.ts';
import type { Behaviour } from '#simulator/index.ts';
import { openProviderDesk, type ProviderDesk } from '#test/support/provider-desk.ts';
import { completeRefill } from './complete-refill.ts';
import { expireRequests } from './expire-requests.ts';
import { followRefills } from './follow-refills.ts';
import { readRefills } from './read-refills.ts';
import { rejectRefill } from './reject-refill.ts';
import { requestRefill } from './request-refill.ts';
import { sendRefills } from './send-refills.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const OPERATOR = { kind: 'operator', name: 'ann' } as const;

/** The stages, their sources and notes, in their order. */
const storyOf = async ({ app }: ProviderDesk, orderId: number) =>
  (await readRequests(app.db, orderId)).map(({ stage, source, note }) =>
    note === null ? `${stage} by ${source}` : `${stage} by ${source}: ${note}`,
  );

async function underWay(desk: ProviderDesk, behaviour: Behaviour = {}) {
  const service = await desk.addService({
    startAfterMs: 0,
    deliverMs: 1_000 * SECOND,
    ...behaviour,
  });
  return desk.submit(service);
}

async function delivered(desk: ProviderDesk) {
  const row = { refill: true, guarantee_days: 30 };
  const order = await desk.submit(await desk.addService({ startAfterMs: 0, deliverMs: 0 }, row));
  desk.clock.move(5 * SECOND);
  await followOrders(desk.app, desk.provider);
  return order;
}

describe('the story of a wish to cancel', () => {
  test('goes from the customer to the provider and ends with the order', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await underWay(desk);
    await cancelOrder(desk.app, account, orderId);
    await cancelOrder(desk.app, account, orderId);
    await passWishes(desk.app, desk.provider);
    desk.clock.move(60 * SECOND);
    await followOrders(desk.app, desk.provider);
    assert.deepEqual(await storyOf(desk, orderId), [
      'requested by customer',
      'sent by system:worker',
      'accepted by provider:1',
      'done by provider:1',
    ]);
    await desk.booksAreClean();
  });

  test('says so when the order was completed first, and moves no money for it', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await underWay(desk, { deliverMs: 10 * SECOND });
    desk.clock.move(11 * SECOND);
    await cancelOrder(desk.app, account, orderId);
    await followOrders(desk.app, desk.provider);
    assert.deepEqual(await storyOf(desk, orderId), [
      'requested by customer',
      'refused by provider:1: The order was completed first',
    ]);
    assert.equal(formatMoney(await readBalance(desk.app, account)), '9.00');
    await desk.booksAreClean();
  });

  test('ends at once at a provider that takes none, and the order goes on', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await underWay(desk);
    await cancelOrder(desk.app, account, orderId);
    const provider = { ...desk.provider, cancel: false };
    assert.equal(await passWishes(desk.app, provider), 0);
    assert.equal(desk.simulator.calls('cancel'), 0);
    assert.deepEqual(await storyOf(desk, orderId), [
      'requested by customer',
      'refused by system:worker: The provider takes no cancels',
    ]);
    await desk.booksAreClean();
  });

  test('ends after a day without an answer, with a notice, and an answer then is too late', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await underWay(desk, { deliverMs: 100 * HOUR });
    await cancelOrder(desk.app, account, orderId);
    await passWishes(desk.app, { ...desk.provider, url: 'http://127.0.0.1:9/' });
    desk.clock.move(23 * HOUR);
    assert.equal(await expireRequests(desk.app), 0);
    desk.clock.move(2 * HOUR);
    assert.equal(await expireRequests(desk.app), 1);
    assert.equal(await expireRequests(desk.app), 0);
    assert.equal(await passWishes(desk.app, desk.provider), 0);
    assert.deepEqual((await storyOf(desk, orderId)).slice(1), [
      'sent by system:worker',
      'refused by system:deadline: The provider did not answer within 24 hours',
    ]);
    const [notice] = await listNotices(desk.app.db);
    assert.deepEqual([notice?.kind, notice?.subject], ['request.unanswered', 'provider:1']);
  });
});

describe('the story of a refill', () => {
  test('has every step, its time and who took it', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await delivered(desk);
    const refillId = await requestRefill(desk.app, account, orderId);
    await sendRefills(desk.app, desk.provider);
    desk.clock.move(20 * SECOND);
    await followRefills(desk.app, desk.provider);
    assert.deepEqual(await storyOf(desk, orderId), [
      'requested by customer',
      'sent by system:worker',
      'accepted by provider:1',
      'done by provider:1',
    ]);
    const story = await readRequests(desk.app.db, orderId);
    assert.ok(story.every((one) => one.refillId === refillId));
    const times = story.map((one) => one.at.getTime());
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  });

  test('notes once that it was sent, however often that is tried', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await delivered(desk);
    await requestRefill(desk.app, account, orderId);
    const away = { ...desk.provider, url: 'http://127.0.0.1:9/' };
    for (let round = 0; round < 3; round += 1) {
      assert.equal(await sendRefills(desk.app, away), 1);
      assert.equal(await sendRefills(desk.app, away), 0);
      desk.clock.move(11 * 60 * SECOND);
    }
    assert.deepEqual(await storyOf(desk, orderId), [
      'requested by customer',
      'sent by system:worker',
    ]);
    desk.clock.move(24 * HOUR);
    assert.equal(await expireRequests(desk.app), 1);
    const events = await desk.app.db
      .selectFrom('order_events')
      .select('type')
      .where('type', '=', 'refill.rejected')
      .execute();
    assert.equal(events.length, 1);
  });

  test('ends at once at a provider that takes none', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await delivered(desk);
    const id = await requestRefill(desk.app, account, orderId);
    await sendRefills(desk.app, { ...desk.provider, refill: false });
    assert.equal((await readRefills(desk.app.db, account, [id]))[0]?.status, 'rejected');
    assert.equal(
      (await storyOf(desk, orderId)).at(-1),
      'refused by system:worker: The provider takes no refills',
    );
  });

  test('may be ended by hand, once, and the customer is told', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await delivered(desk);
    const first = await requestRefill(desk.app, account, orderId);
    await completeRefill(desk.app, { refillId: first, note: 'a gift', actor: OPERATOR });
    const again = rejectRefill(desk.app, { refillId: first, note: 'no', actor: OPERATOR });
    await assert.rejects(again, { code: 'conflict' });
    const second = await requestRefill(desk.app, account, orderId);
    await rejectRefill(desk.app, { refillId: second, note: 'not dropped', actor: OPERATOR });
    const nobodys = completeRefill(desk.app, { refillId: 999, actor: OPERATOR });
    await assert.rejects(nobodys, { code: 'refill_not_found' });
    assert.deepEqual(await storyOf(desk, orderId), [
      'requested by customer',
      'done by operator:ann: a gift',
      'requested by customer',
      'refused by operator:ann: not dropped',
    ]);
    const told = await desk.app.db
      .selectFrom('order_events')
      .select(['type', 'data'])
      .where('type', 'like', 'refill.%')
      .orderBy('id')
      .execute();
    assert.deepEqual(told, [
      { type: 'refill.completed', data: { refill: first } },
      { type: 'refill.rejected', data: { refill: second } },
    ]);
    await sendRefills(desk.app, desk.provider);
    assert.equal(desk.simulator.calls('refill'), 0);
  });
});
