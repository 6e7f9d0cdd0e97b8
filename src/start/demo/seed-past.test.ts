import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBooks } from '#orders/index.ts';
import {
  readFeed,
  readFigures,
  readPopular,
  PUBLIC_PRICES,
  readReceipt,
  readServiceFacts,
} from '#storefront/index.ts';
import { openTestApp } from '#test/support/database.ts';
import { PAST_ORDERS } from './draw-past.ts';
import { seedDemo } from './seed-demo.ts';

test('A demo begins with a past: its books balance and its pages have all of their figures', async () => {
  await using app = await openTestApp();
  await app.transact((tx) =>
    tx.insertInto('shop').values({ currency: 'USD', demo: true }).execute(),
  );
  const { customer } = await seedDemo(app);
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  const { measured } = await readFigures(app);
  assert.ok(measured?.start && measured.finish && measured.units);
  assert.equal(measured.orders, PAST_ORDERS);
  const { last, spread } = await readFeed(app);
  assert.deepEqual([last.length, spread.length], [8, 6]);
  assert.ok(last.some(({ what }) => what.serviceId !== null));
  const popular = await readPopular(app);
  assert.equal(popular.length, 6);
  assert.ok(popular.some(({ rates }) => rates.length > 2));
  for (const { service, rates } of popular) assert.equal(rates.at(-1)?.rate, service.rate);
  for (const { service } of popular) {
    const facts = await readServiceFacts(app, service.id, PUBLIC_PRICES);
    const steps = facts?.prices.steps ?? [];
    const days = steps.map(({ at }) => at.getTime());
    assert.deepEqual(
      days,
      days.toSorted((a, b) => a - b),
    );
    assert.equal(steps.at(-1)?.rate, service.rate);
  }
  const receipt = await readReceipt(app);
  assert.ok(receipt && receipt.status === 'partial' && receipt.lines.length >= 4);
  const own = await app.db
    .selectFrom('orders')
    .select('id')
    .where('account_id', '=', customer.account)
    .execute();
  assert.deepEqual(own, []);
});
