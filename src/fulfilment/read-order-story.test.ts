import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoney } from '#lib/money.ts';
import { cancelOrder } from '#orders/index.ts';
import { openProviderDesk } from '#test/support/provider-desk.ts';
import { followOrders } from './follow-orders.ts';
import { passWishes } from './pass-wishes.ts';
import { readOrderStory } from './read-order-story.ts';
import { openSubmitLane } from './submit-lane.ts';

const SECOND = 1_000;

test('The story of an order tells its attempts, events, requests and money, and no key', async () => {
  await using desk = await openProviderDesk();
  const { app, clock, provider, simulator } = desk;
  const error = `Your key ${simulator.key} has no funds`;
  const service = await desk.addService({ add: { answer: 'refuse', error, status: 429 } });
  const { account, orderId } = await desk.submit(service);
  simulator.script(String(service.id), { startAfterMs: 0, deliverMs: 100 * SECOND });
  clock.move(2 * 3_600 * SECOND);
  const lane = openSubmitLane(app, provider, { worker: 'test' });
  await lane.fill();
  await lane.quiet();
  clock.move(25 * SECOND);
  await followOrders(app, provider);
  const underWay = await readOrderStory(app.db, orderId);
  assert.ok(underWay?.look?.askedAt && underWay.order.startedAt);
  await cancelOrder(app, account, orderId);
  await passWishes(app, provider);
  clock.move(5 * SECOND);
  await followOrders(app, provider);

  const story = await readOrderStory(app.db, orderId);
  assert.ok(story);
  const text = JSON.stringify(story, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  assert.match(text, /Your key/);
  assert.ok(!text.includes(simulator.key));
  assert.deepEqual([story.order.status, story.look], ['partial', null]);
  assert.equal(story.attempts.length, 2);
  const [first, second] = story.attempts;
  assert.match(first?.error ?? '', /^Your key \[key\] has no funds$/);
  assert.deepEqual(
    [second?.outcome, second?.providerOrderId],
    ['accepted', String(simulator.orders()[0]?.id)],
  );
  assert.deepEqual(
    story.requests.map((one) => one.stage),
    ['requested', 'sent', 'accepted', 'done'],
  );
  assert.ok(story.events.some((one) => one.type === 'order.partial'));
  const [held, ...parted] = story.transfers;
  assert.deepEqual([held?.from, held?.to], [`wallet ${account}`, 'held']);
  const sum = parted.reduce((all, one) => all + one.amount, 0n);
  assert.equal(sum, held?.amount);
  assert.equal(formatMoney(story.order.charge), '1.00');
  assert.equal(await readOrderStory(app.db, 999), null);
});
