import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { followOrders } from '#fulfilment/index.ts';
import { openAccount } from '#test/support/shop.ts';
import { openProviderDesk, type ProviderDesk } from '#test/support/provider-desk.ts';
import { followRefills } from './follow-refills.ts';
import { readRefills } from './read-refills.ts';
import { requestRefill } from './request-refill.ts';
import { sendRefills } from './send-refills.ts';

const DAY = 24 * 3_600_000;

/** An order that was delivered a moment ago, with a guarantee of 30 days. */
async function delivered(
  desk: ProviderDesk,
  row: Parameters<ProviderDesk['addService']>[1] = {},
  refill: 'done' | 'rejected' | { error: string } = 'done',
) {
  const behaviour = { startAfterMs: 0, deliverMs: 0, refill };
  const service = await desk.addService(behaviour, { refill: true, guarantee_days: 30, ...row });
  const order = await desk.submit(service);
  desk.clock.move(5_000);
  await followOrders(desk.app, desk.provider);
  return order;
}

async function pass({ app, clock, provider }: ProviderDesk): Promise<void> {
  await sendRefills(app, provider);
  clock.move(20_000);
  await followRefills(app, provider);
}

const statusOf = async ({ app }: ProviderDesk, account: number, id: number) =>
  (await readRefills(app.db, account, [id]))[0]?.status;

const refused = (message: RegExp) => ({ code: 'refill_refused', message });

describe('a refill', () => {
  test('is passed on to the provider and completes when it says so', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await delivered(desk);
    const id = await requestRefill(desk.app, account, orderId);
    assert.equal(await statusOf(desk, account, id), 'pending');
    await sendRefills(desk.app, desk.provider);
    assert.equal(await statusOf(desk, account, id), 'in_progress');
    await pass(desk);
    assert.equal(await statusOf(desk, account, id), 'completed');
    assert.equal(desk.simulator.calls('refill'), 1);
    const events = await desk.app.db
      .selectFrom('order_events')
      .select(['type', 'data'])
      .where('type', 'like', 'refill.%')
      .execute();
    assert.deepEqual(events, [{ type: 'refill.completed', data: { refill: id } }]);
    await desk.booksAreClean();
  });

  test('that the provider refuses, or rejects later, is rejected and does not count', async () => {
    await using desk = await openProviderDesk();
    for (const refill of ['rejected', { error: 'Order not eligible for refill.' }] as const) {
      const { account, orderId } = await delivered(desk, { refill_cap: 1 }, refill);
      const first = await requestRefill(desk.app, account, orderId);
      await pass(desk);
      assert.equal(await statusOf(desk, account, first), 'rejected');
      assert.notEqual(await requestRefill(desk.app, account, orderId), first);
    }
  });

  test('asked for forty times at once is one', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await delivered(desk);
    const asked = Array.from({ length: 40 }, () => requestRefill(desk.app, account, orderId));
    const ids = new Set(await Promise.all(asked));
    assert.equal(ids.size, 1);
    const rows = await desk.app.db.selectFrom('refills').select('id').execute();
    assert.equal(rows.length, 1);
  });

  test('is granted three times per order by default', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await delivered(desk);
    for (let number = 1; number <= 3; number += 1) {
      await requestRefill(desk.app, account, orderId);
      await pass(desk);
    }
    await assert.rejects(requestRefill(desk.app, account, orderId), refused(/3 times/));
  });

  test('needs a delivered order of a service that has it, within the guarantee', async () => {
    await using desk = await openProviderDesk();
    const { app } = desk;
    const none = await delivered(desk, { refill: false, guarantee_days: null });
    await assert.rejects(requestRefill(app, none.account, none.orderId), refused(/no refill/));
    const service = await desk.addService({ deliverMs: DAY }, { refill: true });
    const open = await desk.submit(service);
    await assert.rejects(requestRefill(app, open.account, open.orderId), refused(/completed/));
    const late = await delivered(desk);
    desk.clock.move(30 * DAY - 60_000);
    await requestRefill(app, late.account, late.orderId);
    await pass(desk);
    desk.clock.move(DAY);
    await assert.rejects(requestRefill(app, late.account, late.orderId), refused(/guarantee/));
  });

  test('of an order of somebody else, or its status, is not found', async () => {
    await using desk = await openProviderDesk();
    const { account, orderId } = await delivered(desk);
    const stranger = await openAccount(desk.app);
    const notFound = { code: 'order_not_found' };
    await assert.rejects(requestRefill(desk.app, stranger, orderId), notFound);
    const id = await requestRefill(desk.app, account, orderId);
    assert.deepEqual(await readRefills(desk.app.db, stranger, [id]), [undefined]);
    const mine = await readRefills(desk.app.db, account, [9_999, id]);
    assert.deepEqual(mine, [undefined, { id, orderId, status: 'pending' }]);
  });
});
