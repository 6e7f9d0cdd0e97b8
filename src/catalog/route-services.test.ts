import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asRate, parseRate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { importServices } from './import-services.ts';
import { listServices } from './list-services.ts';
import { routeService } from './route-service.ts';
import { routeServices } from './route-services.ts';
import { unrouteService } from './unroute-service.ts';

async function openShop(app: App) {
  return app.transact(async (tx) => {
    const { ids } = await importServices(tx, [
      { name: 'a', category: 'c', rate: '1', min: 1, max: 10, delivery: 'paid_ads' },
      { name: 'b', category: 'c', rate: '1', min: 1, max: 10, delivery: 'paid_ads' },
    ]);
    const sealed = { url: 'https://provider.test/api/v2', key_sealed: Buffer.from('x') };
    const providers = await tx
      .insertInto('providers')
      .values(['one', 'two'].map((name) => ({ name, ...sealed })))
      .returning('id')
      .execute();
    const [one, two] = providers.map((provider) => provider.id) as [number, number];
    return { a: ids[0] as number, b: ids[1] as number, one, two };
  });
}

const bestRoutes = async (app: App) =>
  (await listServices(app.db)).map((service) => service.providerId);

test('the route with the lowest priority is a service’s own, no route is null', async () => {
  await using app = await openTestApp();
  const { a, one, two } = await openShop(app);
  assert.deepEqual(await bestRoutes(app), [null, null]);
  await app.transact((tx) =>
    routeServices(tx, [
      { serviceId: a, providerId: one, providerService: '11', priority: 5 },
      { serviceId: a, providerId: two, providerService: '22', priority: 2 },
    ]),
  );
  assert.deepEqual(await bestRoutes(app), [two, null]);
});

test('equal priorities go to the provider that was added first', async () => {
  await using app = await openTestApp();
  const { b, one, two } = await openShop(app);
  await app.transact((tx) =>
    routeServices(tx, [
      { serviceId: b, providerId: two, providerService: '22' },
      { serviceId: b, providerId: one, providerService: '11' },
    ]),
  );
  assert.deepEqual(await bestRoutes(app), [null, one]);
});

test('routing again changes the route', async () => {
  await using app = await openTestApp();
  const { a, one } = await openShop(app);
  const route = { serviceId: a, providerId: one };
  await app.transact((tx) => routeService(tx, { ...route, providerService: '11' }));
  await app.transact((tx) =>
    routeService(tx, { ...route, providerService: '12', costRate: parseRate('0.7'), priority: 3 }),
  );
  assert.deepEqual(await app.db.selectFrom('service_routes').selectAll().execute(), [
    {
      service_id: a,
      provider_id: one,
      provider_service: '12',
      cost_rate: parseRate('0.7'),
      priority: 3,
      cost_basis: 'per_1000',
      share: null,
      active: true,
      paused_reason: null,
      paused_causes: [],
    },
  ]);
});

test('a service has the routes that may be taken, with all that the choice needs', async () => {
  await using app = await openTestApp();
  const { a, one, two } = await openShop(app);
  const route = { serviceId: a, providerService: '11' };
  await app.transact((tx) =>
    routeServices(tx, [
      { ...route, providerId: one, costRate: parseRate('0.7'), costBasis: 'per_order', share: 3 },
      { ...route, providerId: two, pausedReason: 'it asks too much' },
    ]),
  );
  const routes = async () => (await listServices(app.db)).find(({ id }) => id === a)?.routes;
  const first = {
    providerId: one,
    providerService: '11',
    costRate: parseRate('0.7'),
    costBasis: 'per_order',
    priority: 0,
    share: 3,
  };
  assert.deepEqual(await routes(), [first]);
  await app.transact((tx) => routeService(tx, { ...route, providerId: two }));
  assert.deepEqual(
    (await routes())?.map(({ providerId }) => providerId),
    [one, two],
  );
  const pause = (paused: boolean) =>
    app.transact((tx) =>
      tx.updateTable('providers').set({ paused }).where('id', '=', one).execute(),
    );
  await pause(true);
  assert.deepEqual(await bestRoutes(app), [two, null]);
  await pause(false);
  assert.deepEqual(await bestRoutes(app), [one, null]);
});

test('a route is taken away once', async () => {
  await using app = await openTestApp();
  const { a, one } = await openShop(app);
  const route = { serviceId: a, providerId: one };
  await app.transact((tx) => routeService(tx, { ...route, providerService: '11' }));
  await app.transact((tx) => unrouteService(tx, route));
  assert.deepEqual(await bestRoutes(app), [null, null]);
  await assert.rejects(
    app.transact((tx) => unrouteService(tx, route)),
    { code: 'not_found', message: `service ${a} has no route to provider ${one}` },
  );
});

test('a share or a cost that makes no sense is refused', async () => {
  await using app = await openTestApp();
  const { a, one } = await openShop(app);
  const good = { serviceId: a, providerId: one, providerService: '11' };
  for (const [parameter, bad] of [
    ['share', { share: 1_001 }],
    ['share', { share: 0.5 }],
    ['cost_rate', { costRate: asRate(10n ** 15n + 1n) }],
  ] as const) {
    await assert.rejects(
      app.transact((tx) => routeService(tx, { ...good, ...bad })),
      { code: 'invalid_parameter', parameter },
    );
  }
});

test('an unknown service or provider refuses every route of the call', async () => {
  await using app = await openTestApp();
  const { a, one } = await openShop(app);
  const good = { serviceId: a, providerId: one, providerService: '11' };
  await assert.rejects(
    app.transact((tx) => routeServices(tx, [good, { ...good, serviceId: 999 }])),
    { code: 'service_not_found' },
  );
  await assert.rejects(
    app.transact((tx) => routeServices(tx, [good, { ...good, providerId: 999 }])),
    { code: 'not_found', message: 'there is no provider 999' },
  );
  assert.deepEqual(await bestRoutes(app), [null, null]);
});

test('a route that the database could not hold is refused by name', async () => {
  await using app = await openTestApp();
  const { a, one } = await openShop(app);
  const good = { serviceId: a, providerId: one, providerService: '11' };
  for (const providerService of ['', 'x'.repeat(61), 'a\0b', 'a\nb']) {
    await assert.rejects(
      app.transact((tx) => routeService(tx, { ...good, providerService })),
      { code: 'invalid_parameter', parameter: 'provider_service' },
    );
  }
  await assert.rejects(
    app.transact((tx) => routeServices(tx, [good, { ...good, priority: 2 }])),
    { code: 'invalid_parameter', message: `service ${a} has two routes to one provider` },
  );
});
