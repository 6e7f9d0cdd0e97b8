import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeServices } from '#catalog/index.ts';
import { parseRate } from '#lib/money.ts';
import { writing } from '#platform/db/statement.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { endOrder, type PastOrder } from '#test/support/past.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import { firstOrderSince } from './first-order-since.ts';
import { readFigures } from './read-figures.ts';
import { readPopular } from './read-popular.ts';

const DAY_S = 86_400;

test('An empty shop has no figures but its catalogue', async () => {
  await using app = await openTestApp();
  assert.deepEqual(await readFigures(app), {
    services: 0,
    platforms: [],
    cheapest: null,
    measured: null,
  });
  assert.deepEqual(await readPopular(app), []);
});

test('Figures are what counting by hand makes of the orders of 30 days', async () => {
  await using app = await openTestApp();
  const service = await addService(app, { rate: '2' });
  const cheap = await addService(app, { rate: '0.5' });
  const accountId = await openAccount(app, { balance: '1000' });
  const past: Partial<PastOrder>[] = [
    { agoS: 40 * DAY_S, startS: 1, finishS: 2 },
    { agoS: 29 * DAY_S, startS: 10, finishS: 100 },
    { agoS: 20 * DAY_S, startS: 20, finishS: 200 },
    { agoS: 10 * DAY_S, startS: 30, finishS: 300, quantity: 3_000 },
    { agoS: 9 * DAY_S, startS: 40, finishS: 400, status: 'partial', remains: 600 },
    { agoS: 8 * DAY_S, status: 'canceled' },
    { agoS: 2 * DAY_S, startS: 50, finishS: 500 },
    { agoS: 1 * DAY_S, startS: 60, finishS: 1_000 },
  ];
  for (const one of past) await endOrder(app, { accountId, service, ...one } as PastOrder);
  const figures = await readFigures(app);
  assert.equal(figures.services, 2);
  assert.deepEqual(figures.platforms, [{ name: 'Test', services: 2, from: cheap.rate }]);
  assert.deepEqual(figures.cheapest, { rate: cheap.rate, serviceId: cheap.id });
  assert.deepEqual(figures.measured, {
    days: 30,
    orders: 7,
    delivered: 6,
    start: { ms: 35_000, sample: 6 },
    finish: { ms: 300_000, sample: 5 },
    // 9,000 pieces ordered, 600 of a partial one and 1,000 of a canceled one not delivered
    units: { deliveredBp: 8_222, ordered: 9_000n },
    refunded: 2,
  });
});

test('What fewer than five orders say is left out', async () => {
  await using app = await openTestApp();
  const service = await addService(app);
  const accountId = await openAccount(app);
  for (let one = 0; one < 4; one += 1) await endOrder(app, { accountId, service });
  const { measured } = await readFigures(app);
  assert.deepEqual(
    measured && [measured.delivered, measured.start, measured.finish, measured.units],
    [4, null, null, null],
  );
});

test('The first order of a day is found among holes in the numbers', async () => {
  await using app = await openTestApp();
  const now = app.clock.now();
  assert.equal(await firstOrderSince(app.db, new Date(now)), 1);
  const service = await addService(app);
  const accountId = await openAccount(app);
  const ids = [];
  for (const agoS of [500, 400, 300, 200, 100]) {
    ids.push(await endOrder(app, { accountId, service, agoS }));
    await skipNumbers(app, agoS % 7);
  }
  for (const agoS of [550, 450, 350, 250, 150, 50]) {
    const found = await firstOrderSince(app.db, new Date(now - agoS * 1_000));
    const rows = await app.db.selectFrom('orders').select('id').where('id', '>=', found).execute();
    const expected = ids.slice([550, 450, 350, 250, 150, 50].indexOf(agoS));
    assert.deepEqual(
      rows.map(({ id }) => id).sort((a, b) => a - b),
      expected,
    );
  }
});

const SKIP = writing('test-skip-number', `select nextval('orders_id_seq')`);

async function skipNumbers(app: TestApp, count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    await app.transact((tx) => tx.run(SKIP));
  }
}

test('What was ordered most this week comes first, with the prices it had', async () => {
  await using app = await openTestApp();
  const [most, some, mine, old] = [
    await addService(app, { name: 'Most', rate: '1' }),
    await addService(app, { name: 'Some' }),
    await addService(app, { name: 'Of one customer' }),
    await addService(app, { name: 'Old' }),
  ];
  const [a, b] = [await openAccount(app), await openAccount(app)];
  for (const accountId of [a, b, a])
    await endOrder(app, { accountId, service: old, agoS: 8 * DAY_S });
  for (const accountId of [a, b, a]) await endOrder(app, { accountId, service: some });
  for (const accountId of [a, b, a, b]) await endOrder(app, { accountId, service: most });
  for (const accountId of [a, a, a, a, a]) await endOrder(app, { accountId, service: mine });
  await app.transact((tx) =>
    changeServices(tx, [most.id], { source: 'operator' }, async () => {
      const rate = parseRate('1.5');
      await tx.updateTable('services').set({ rate }).where('id', '=', most.id).execute();
    }),
  );
  const popular = await readPopular(app);
  assert.deepEqual(
    popular.map(({ service, orders }) => [service.name, orders]),
    [
      ['Most', 4],
      ['Some', 3],
    ],
  );
  assert.deepEqual(
    popular[0]?.rates.map(({ rate }) => rate),
    [parseRate('1'), parseRate('1.5')],
  );
  assert.equal(popular[1]?.rates.length, 1);
});
