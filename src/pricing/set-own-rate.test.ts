import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asRate, parseRate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import { setOwnRate, type SetOwnRate } from './set-own-rate.ts';

async function openShop(app: App) {
  const { id: serviceId } = await addService(app);
  return { serviceId, accountId: await openAccount(app, { balance: '0' }) };
}

const stored = (app: App) =>
  app.db.selectFrom('account_rates').select(['rate', 'discount_bp']).execute();

test('an own rate is set, changed to a percentage and taken away', async () => {
  await using app = await openTestApp();
  const shop = await openShop(app);
  const set = (own: SetOwnRate['own']) => app.transact((tx) => setOwnRate(tx, { ...shop, own }));
  await set({ rate: parseRate('0.75') });
  assert.deepEqual(await stored(app), [{ rate: 750_000n, discount_bp: null }]);
  await set({ discountBp: -300 });
  assert.deepEqual(await stored(app), [{ rate: null, discount_bp: -300 }]);
  await set(null);
  await set(null);
  assert.deepEqual(await stored(app), []);
});

test('an own rate may be zero', async () => {
  await using app = await openTestApp();
  const shop = await openShop(app);
  await app.transact((tx) => setOwnRate(tx, { ...shop, own: { rate: asRate(0n) } }));
  assert.deepEqual(await stored(app), [{ rate: 0n, discount_bp: null }]);
});

test('an unknown service and an unknown account are refused by name', async () => {
  await using app = await openTestApp();
  const shop = await openShop(app);
  const own = { discountBp: 100 };
  await assert.rejects(
    app.transact((tx) => setOwnRate(tx, { ...shop, own, serviceId: 999 })),
    { code: 'service_not_found', message: 'there is no service 999' },
  );
  await assert.rejects(
    app.transact((tx) => setOwnRate(tx, { ...shop, own, accountId: 999 })),
    { code: 'not_found', message: 'there is no account 999' },
  );
  assert.deepEqual(await stored(app), []);
});

test('values that no price can have are refused before the database sees them', async () => {
  await using app = await openTestApp();
  const shop = await openShop(app);
  const wrong = [
    { discountBp: 10_001 },
    { discountBp: -100_001 },
    { discountBp: 1.5 },
    { discountBp: Number.NaN },
    { rate: asRate(-1n) },
    { rate: asRate(10n ** 15n + 1n) },
  ];
  for (const own of wrong) {
    await assert.rejects(
      app.transact((tx) => setOwnRate(tx, { ...shop, own })),
      { code: 'invalid_parameter' },
    );
  }
  assert.deepEqual(await stored(app), []);
});
