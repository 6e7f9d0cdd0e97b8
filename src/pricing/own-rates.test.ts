import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '#lib/clock.ts';
import { parseRate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import { ownRates, ownRatesNow } from './own-rates.ts';
import type { OwnRate } from './price.ts';
import { setOwnRate } from './set-own-rate.ts';

const noted = (discountBp: number) => ({ rate: null, discountBp });

async function openShop(app: App, accountCount: number) {
  const services = [await addService(app), await addService(app)].map(({ id }) => id);
  const accounts = [];
  while (accounts.length < accountCount) accounts.push(await openAccount(app, { balance: '0' }));
  return { services: services as [number, number], accounts };
}

/** The same App with notifications by hand and reads that are counted. */
function watched(app: App, clock: Clock = app.clock) {
  const heard: ((payload: string | null) => void)[] = [];
  const watch = { connected: true, reads: 0 };
  const listener = {
    on: (topic: string, one: (payload: string | null) => void) =>
      void (topic === 'rates' && heard.push(one)),
    get connected() {
      return watch.connected;
    },
    end: () => Promise.resolve(),
  };
  const rows: App['db']['rows'] = (statement, values) => {
    watch.reads += 1;
    return app.db.rows(statement, values);
  };
  const db = { ...app.db, rows };
  return Object.assign(watch, {
    app: { ...app, clock, listener, db } satisfies App,
    tell: (payload: string | null) => heard.forEach((one) => one(payload)),
  });
}

test('an account’s own rates are read once and kept by service id', async () => {
  await using app = await openTestApp();
  const { services, accounts } = await openShop(app, 1);
  const [accountId] = accounts as [number];
  await app.transact(async (tx) => {
    const own = { rate: parseRate('0.5') };
    await setOwnRate(tx, { accountId, serviceId: services[0], own });
    await setOwnRate(tx, { accountId, serviceId: services[1], own: { discountBp: 700 } });
  });
  const watch = watched(app);
  assert.equal(ownRatesNow(watch.app, accountId), undefined, 'nothing is known yet');
  const rates = await ownRates(watch.app, accountId);
  assert.deepEqual(
    rates,
    new Map<number, OwnRate>([
      [services[0], { rate: parseRate('0.5'), discountBp: null }],
      [services[1], noted(700)],
    ]),
  );
  assert.equal(await ownRates(watch.app, accountId), rates);
  assert.equal(ownRatesNow(watch.app, accountId), rates);
  assert.equal(watch.reads, 1);
});

test('accounts without own rates share one empty map, and a crowd is read at once', async () => {
  await using app = await openTestApp();
  const { accounts } = await openShop(app, 5);
  const watch = watched(app);
  const twice = [...accounts, ...accounts, ...Array.from({ length: 90 }, (_, n) => n + 1_000)];
  const all = await Promise.all(twice.map((accountId) => ownRates(watch.app, accountId)));
  assert.equal(new Set(all).size, 1);
  assert.equal(all[0]?.size, 0);
  assert.equal(watch.reads, 1);
});

test('a notification makes one account forgotten, a gap in them makes all forgotten', async () => {
  await using app = await openTestApp();
  const { services, accounts } = await openShop(app, 2);
  const [one, other] = accounts as [number, number];
  const watch = watched(app);
  await Promise.all([ownRates(watch.app, one), ownRates(watch.app, other)]);
  await app.transact((tx) =>
    setOwnRate(tx, { accountId: one, serviceId: services[0], own: { discountBp: 100 } }),
  );
  watch.tell(String(one));
  assert.equal(ownRatesNow(watch.app, one), undefined);
  assert.notEqual(ownRatesNow(watch.app, other), undefined);
  assert.deepEqual((await ownRates(watch.app, one)).get(services[0]), noted(100));
  watch.tell(null);
  assert.equal(ownRatesNow(watch.app, one), undefined);
  assert.equal(ownRatesNow(watch.app, other), undefined);
});

test('what was read before a notification is not kept', async () => {
  await using app = await openTestApp();
  const { services, accounts } = await openShop(app, 1);
  const [accountId] = accounts as [number];
  const watch = watched(app);
  const early = ownRates(watch.app, accountId);
  watch.tell(String(accountId));
  await early;
  assert.equal(ownRatesNow(watch.app, accountId), undefined);
  await app.transact((tx) =>
    setOwnRate(tx, { accountId, serviceId: services[0], own: { discountBp: 100 } }),
  );
  assert.equal((await ownRates(watch.app, accountId)).size, 1);
});

test('without notifications memory is believed for one second', async () => {
  await using app = await openTestApp();
  const { accounts } = await openShop(app, 1);
  const [accountId] = accounts as [number];
  let now = 5_000;
  const watch = watched(app, { now: () => now });
  watch.connected = false;
  await ownRates(watch.app, accountId);
  now += 1_000;
  assert.notEqual(ownRatesNow(watch.app, accountId), undefined);
  now += 1;
  assert.equal(ownRatesNow(watch.app, accountId), undefined);
  await ownRates(watch.app, accountId);
  assert.equal(watch.reads, 2);
});

test('a failed read is not remembered', async () => {
  await using app = await openTestApp();
  const { accounts } = await openShop(app, 1);
  const [accountId] = accounts as [number];
  const watch = watched(app);
  const rows = watch.app.db.rows;
  watch.app.db.rows = () => Promise.reject(new Error('away'));
  await assert.rejects(ownRates(watch.app, accountId), /away/);
  watch.app.db.rows = rows;
  assert.equal((await ownRates(watch.app, accountId)).size, 0);
});

test('the account used longest ago is forgotten when there are too many', async () => {
  await using app = await openTestApp();
  const watch = watched(app);
  await ownRates(watch.app, 1);
  const many = Array.from({ length: 9_999 }, (_, n) => n + 2);
  await Promise.all(many.map((accountId) => ownRates(watch.app, accountId)));
  assert.notEqual(ownRatesNow(watch.app, 1), undefined, 'used again just now');
  await ownRates(watch.app, 10_001);
  assert.equal(ownRatesNow(watch.app, 2), undefined, 'was the oldest');
  assert.notEqual(ownRatesNow(watch.app, 1), undefined);
});

test('another process hears of a new own rate within a second', async () => {
  await using app = await openTestApp();
  await using other = openSecondApp(app);
  const { services, accounts } = await openShop(app, 1);
  const [accountId] = accounts as [number];
  assert.equal((await ownRates(other, accountId)).size, 0);
  await app.transact((tx) =>
    setOwnRate(tx, { accountId, serviceId: services[0], own: { discountBp: 100 } }),
  );
  await eventually(async () => (await ownRates(other, accountId)).size === 1, 1_000);
});
