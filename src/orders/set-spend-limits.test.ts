import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMoney, type Money } from '#lib/money.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { movedClock } from '#test/support/sign-in-desk.ts';
import { placeOrder } from './place-order.ts';
import { setSpendLimits } from './set-spend-limits.ts';
import { findSpendLimits } from './spend-limits.sql.ts';

const DAY_MS = 86_400_000;
const money = (text: string): Money => parseMoney(text);

test('orders cost no more in a day and in a month than the account lets itself spend', async () => {
  const clock = movedClock(Date.parse('2026-11-29T10:00:00Z'));
  await using app = await openTestApp({ clock });
  const service = await addService(app, { rate: '1' });
  const accountId = await openAccount(app);
  const set = (daily: string | null, monthly: string | null) =>
    app.transact((tx) =>
      setSpendLimits(
        tx,
        accountId,
        {
          daily: daily === null ? null : money(daily),
          monthly: monthly === null ? null : money(monthly),
        },
        new Date(clock.now()),
      ),
    );
  const place = (quantity: number) => placeOrder(app, orderOf(accountId, service, { quantity }));
  await set('2', '3.5');
  await place(1_000);
  await place(1_000);
  await assert.rejects(place(1_000), { code: 'spend_cap_reached', message: /for today$/ });
  clock.move(DAY_MS);
  await place(1_500);
  await assert.rejects(place(100), { code: 'spend_cap_reached', message: /for this month$/ });
  clock.move(DAY_MS); // the first of December
  await place(2_000);
  await assert.rejects(place(100), { message: /for today$/ });
  await set(null, null);
  await place(10_000);
});

test('a hundred orders at once on an account with a limit pass it by nothing', async () => {
  await using app = await openTestApp();
  const service = await addService(app, { rate: '1' });
  const accountId = await openAccount(app);
  const now = new Date(app.clock.now());
  const limits = { daily: money('7.5'), monthly: null };
  await app.transact((tx) => setSpendLimits(tx, accountId, limits, now));
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, () => placeOrder(app, orderOf(accountId, service))),
  );
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 7);
  const spent = (await findSpendLimits(app.db, [accountId], now)).get(accountId);
  assert.equal(spent?.today, money('7'));
});

test('what was spent before a limit was set counts, by the day and by the month', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const service = await addService(app, { rate: '1' });
  const accountId = await openAccount(app);
  await placeOrder(app, orderOf(accountId, service, { quantity: 3_000 }));
  const now = new Date(clock.now());
  await app.transact((tx) =>
    setSpendLimits(tx, accountId, { daily: money('4'), monthly: null }, now),
  );
  const found = (await findSpendLimits(app.db, [accountId], now)).get(accountId);
  assert.deepEqual([found?.today, found?.thisMonth], [money('3'), money('3')]);
  await assert.rejects(placeOrder(app, orderOf(accountId, service, { quantity: 1_001 })), {
    code: 'spend_cap_reached',
  });
});

test('a limit of nothing is refused by its name', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const now = new Date(app.clock.now());
  const zero = { daily: null, monthly: money('0') };
  await assert.rejects(
    app.transact((tx) => setSpendLimits(tx, accountId, zero, now)),
    { code: 'invalid_parameter', parameter: 'monthly' },
  );
});
