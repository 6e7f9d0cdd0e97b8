import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMoney } from '#lib/money.ts';
import { cancelOrder, placeOrder } from '#orders/index.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { markWallets } from './mark-wallets.ts';
import { readSpending } from './read-spending.ts';

test('each of the last days says what orders cost on it, before and after its wallet is marked', async () => {
  await using app = await openTestApp();
  const service = await addService(app, { rate: '0.01' });
  const accountId = await openAccount(app);
  const orders = await Promise.all(
    Array.from({ length: 130 }, () => placeOrder(app, orderOf(accountId, service))),
  );
  await cancelOrder(app, accountId, orders[0]?.orderId ?? 0);
  const now = new Date(app.clock.now());
  const read = () => readSpending(app.db, accountId, { days: 14, now });
  const spending = await read();
  assert.equal(spending.length, 14);
  assert.deepEqual(spending.at(-1), {
    day: now.toISOString().slice(0, 10),
    orders: 130,
    spent: parseMoney('1.3'),
    refunded: parseMoney('0.01'),
  });
  assert.equal(spending[0]?.orders, 0);
  await markWallets(app);
  assert.deepEqual(await read(), spending);
});
