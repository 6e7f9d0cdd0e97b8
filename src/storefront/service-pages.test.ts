import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importServices, setServiceActive, updateServices } from '#catalog/index.ts';
import { formatRate, parseRate } from '#lib/money.ts';
import { setOwnRate } from '#pricing/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import { priceListOf } from './price-list-of.ts';
import { PUBLIC_PRICES } from './price-list.ts';
import { readServiceFacts } from './read-service-facts.ts';
import { searchServices } from './search-services.ts';

const search = (app: TestApp, query: string, prices = PUBLIC_PRICES) =>
  searchServices(app, new URLSearchParams(query), prices);

const sell = (app: TestApp, names: readonly string[], more: object = {}) =>
  app.transact((tx) =>
    importServices(
      tx,
      names.map((name) => ({
        ...{ name, category: 'Likes', platform: 'Instagram', rate: '2', min: '10', max: '1000' },
        ...{ delivery: 'paid_ads', ...more },
      })),
    ),
  );

test('the list follows the catalogue: what is new is found, what is off is gone', async () => {
  await using app = await openTestApp();
  assert.deepEqual((await search(app, '')).rows, []);
  const { ids } = await sell(app, ['Post likes', 'Reel likes']);
  await eventually(async () => (await search(app, 'q=likes')).total === 2, 5_000);
  await app.transact((tx) => setServiceActive(tx, ids[0] as number, false));
  await eventually(async () => (await search(app, 'q=likes')).total === 1, 5_000);
  const { rows, facets, onSale } = await search(app, 'q=likes');
  assert.deepEqual([rows[0]?.name, onSale], ['Reel likes', 1]);
  assert.deepEqual(facets.platform, [
    { key: 'instagram', name: 'Instagram', count: 1, chosen: false, platform: null },
  ]);
  assert.equal(facets.category[0]?.platform, 'instagram');
});

test('a page behind the last one is the last one', async () => {
  await using app = await openTestApp();
  await sell(
    app,
    Array.from({ length: 51 }, (_, n) => `Likes ${n}`),
  );
  await eventually(async () => (await search(app, '')).total === 51, 5_000);
  const { query, rows, pages } = await search(app, 'page=9');
  assert.deepEqual([query.page, pages, rows.length], [2, 2, 1]);
});

test('a search without hits says which demand, let go, would find something', async () => {
  await using app = await openTestApp();
  await sell(app, ['Post likes', 'Reel likes'], { refill: true });
  await eventually(async () => (await search(app, '')).total === 2, 5_000);
  const { suggestions } = await search(app, 'q=post&refill=1&cancel=1&sort=name');
  assert.deepEqual(
    suggestions.map(({ without, total }) => [without, total]),
    [['cancel', 1]],
  );
  assert.deepEqual(suggestions[0]?.query.offers, ['refill']);
  const nothing = await search(app, 'q=zzz&cancel=1');
  assert.deepEqual(nothing.suggestions, [], 'two at once');
});

test('a customer sees and filters by what they would pay', async () => {
  await using app = await openTestApp();
  const dear = await addService(app, { name: 'Dear', rate: '10' });
  await addService(app, { name: 'Cheap', rate: '3' });
  const accountId = await openAccount(app);
  await app.transact((tx) =>
    setOwnRate(tx, {
      accountId,
      serviceId: dear.id,
      own: { rate: parseRate('1') },
    }),
  );
  const own = await priceListOf(app, accountId);
  const prices = async (list: typeof own, query: string) =>
    (await search(app, query, list)).rows.map(({ name, rate }) => `${name} ${formatRate(rate)}`);
  assert.deepEqual(await prices(own, 'sort=cheapest'), ['Dear 1.00', 'Cheap 3.00']);
  assert.deepEqual(await prices(PUBLIC_PRICES, 'sort=cheapest'), ['Cheap 3.00', 'Dear 10.00']);
  assert.deepEqual(await prices(own, 'to=2'), ['Dear 1.00']);
  assert.equal(await priceListOf(app, null), PUBLIC_PRICES);
});

test('the facts of a service hold its prices as they were, true to the moment', async () => {
  await using app = await openTestApp();
  const { ids } = await sell(app, ['Post likes']);
  const id = ids[0] as number;
  for (const rate of ['3', '1.5']) {
    await app.transact((tx) =>
      updateServices(tx, [{ id, rate: parseRate(rate) }], { source: 'test' }),
    );
  }
  await eventually(async () => {
    const facts = await readServiceFacts(app, id, PUBLIC_PRICES);
    return facts?.price.rate === parseRate('1.5');
  }, 5_000);
  const facts = await readServiceFacts(app, id, PUBLIC_PRICES);
  assert.ok(facts);
  assert.deepEqual(
    facts.prices.steps.map(({ rate }) => formatRate(rate)),
    ['2.00', '3.00', '1.50'],
  );
  assert.deepEqual([facts.prices.least, facts.prices.most], [parseRate('1.5'), parseRate('3')]);
  const changes = await app.db
    .selectFrom('service_changes')
    .select('at')
    .where('service_id', '=', id)
    .orderBy('id')
    .execute();
  assert.deepEqual(
    facts.prices.steps.map(({ at }) => at),
    changes.map(({ at }) => at),
  );
  assert.equal(facts.measures, null);
  assert.equal('routes' in facts.service || 'heldReason' in facts.service, false);
});

test('a price from before changes were recorded is known from the first of them', async () => {
  await using app = await openTestApp();
  const { id } = await addService(app, { rate: '5', created_at: new Date('2026-01-01') });
  const steps = async () => {
    const facts = await readServiceFacts(app, id, PUBLIC_PRICES);
    return facts?.prices.steps.map(({ rate }) => formatRate(rate));
  };
  await eventually(async () => (await steps()) !== undefined, 5_000);
  assert.deepEqual(await steps(), ['5.00']);
  await app.transact((tx) =>
    updateServices(tx, [{ id, rate: parseRate('4') }], { source: 'test' }),
  );
  assert.deepEqual(await steps(), ['5.00', '4.00']);
});

test('alternatives are on sale, on the platform, and the most alike come first', async () => {
  await using app = await openTestApp();
  const { ids } = await sell(app, ['Reel views Brazil', 'Post likes', 'Reel views Spain']);
  await sell(app, ['Reel views Brazil'], { platform: 'TikTok', category: 'TikTok' });
  const [first] = ids as [number];
  await app.transact((tx) => setServiceActive(tx, first, false));
  await eventually(async () => (await search(app, '')).total === 3, 5_000);
  const facts = await readServiceFacts(app, first, PUBLIC_PRICES);
  assert.equal(facts?.onSale, false);
  assert.deepEqual(
    facts.alternatives.map(({ name }) => name),
    ['Reel views Spain', 'Post likes'],
  );
  assert.equal(await readServiceFacts(app, 999_999, PUBLIC_PRICES), undefined);
});
