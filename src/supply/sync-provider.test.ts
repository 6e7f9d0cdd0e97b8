import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalog, listServiceChanges, reloadCatalog } from '#catalog/index.ts';
import { parseRate } from '#lib/money.ts';
import { listNotices } from '#platform/notices/index.ts';
import { openSupplyDesk, type SupplyDesk } from '#test/support/supply-desk.ts';
import { heldOfferOf } from './held-offer.ts';
import { listOffers } from './list-offers.ts';

const kinds = async ({ app }: SupplyDesk, serviceId: number) =>
  (await listServiceChanges(app.db, { serviceId, limit: 100 }))
    .map(({ kind }) => kind)
    .toReversed()
    .slice(1);

const notices = async ({ app }: SupplyDesk) =>
  (await listNotices(app.db)).map(({ kind, subject }) => `${kind} ${subject}`);

test('A cost that moves a little moves the price by the rule, both ways, and is told', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const supplier = await desk.supplier([{ service: '7', rate: '0.50' }]);
  const id = await desk.sell(supplier, '7', { rate: '0.75' });
  const first = await desk.sync(supplier);
  assert.deepEqual([first.offers, first.changed, first.held, first.error], [1, 0, 0, null]);
  supplier.simulator.reprice('7', '0.60');
  assert.equal((await desk.sync(supplier)).changed, 1);
  const dearer = await desk.read(id);
  assert.equal(dearer.rate, parseRate('0.90'));
  assert.equal(dearer.routes[0]?.costRate, parseRate('0.60'));
  supplier.simulator.reprice('7', '0.55');
  await desk.sync(supplier);
  assert.equal((await desk.read(id)).rate, parseRate('0.825'));
  assert.deepEqual(await kinds(desk, id), ['rate_up', 'rate_down']);
  assert.equal((await reloadCatalog(desk.app)).services.get(id)?.rate, parseRate('0.825'));
  assert.deepEqual(await notices(desk), []);
});

test('A pinned price and a price without a rule stay while they pay', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([
    { service: '1', rate: '0.50' },
    { service: '2', rate: '0.50' },
  ]);
  const without = await desk.sell(supplier, '1');
  await desk.sync(supplier);
  supplier.simulator.reprice('1', '0.55');
  await desk.sync(supplier);
  await desk.markup(5_000);
  const pinned = await desk.sell(supplier, '2', { ratePinned: true });
  supplier.simulator.reprice('2', '0.55');
  await desk.sync(supplier);
  for (const id of [without, pinned]) {
    const { rate, routes, heldReason } = await desk.read(id);
    assert.deepEqual([rate, routes[0]?.costRate], [parseRate('1'), parseRate('0.55')]);
    assert.equal(heldReason, null);
  }
});

test('A cost that jumps holds the service, with the price that would follow', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const supplier = await desk.supplier([{ service: '7', rate: '0.50' }]);
  const id = await desk.sell(supplier, '7', { rate: '0.75' });
  await desk.sync(supplier);
  supplier.simulator.reprice('7', '0.63');
  const report = await desk.sync(supplier);
  assert.deepEqual([report.changed, report.held], [1, 1]);
  const held = await desk.read(id);
  assert.equal(held.rate, parseRate('0.75'));
  assert.equal(held.heldReason, 'Supplier 1 asks 0.63 per 1,000 now, 0.50 before (+26 %)');
  assert.deepEqual(heldOfferOf(held), {
    providerId: supplier.provider.id,
    causes: ['cost'],
    rate: '0.945',
  });
  assert.deepEqual(await kinds(desk, id), ['held']);
  assert.deepEqual(await notices(desk), [`service.held service:${id}`]);
  assert.deepEqual((await reloadCatalog(desk.app)).list, [], 'it is not sold');
  assert.equal((await desk.sync(supplier)).changed, 0, 'and is not held again');
  supplier.simulator.reprice('7', '0.62');
  await desk.sync(supplier);
  assert.equal(heldOfferOf(await desk.read(id))?.rate, '0.93', 'the offer keeps up');
  assert.equal((await desk.read(id)).rate, parseRate('0.75'));
  assert.deepEqual(await kinds(desk, id), ['held']);
});

test('A cost that falls by more than a quarter is the operator’s to look at, too', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([
    { service: '1', rate: '0.50' },
    { service: '2', rate: '0.50' },
  ]);
  const ids = [await desk.sell(supplier, '1'), await desk.sell(supplier, '2')];
  await desk.sync(supplier);
  supplier.simulator.reprice('1', '0.375');
  supplier.simulator.reprice('2', '0.374');
  await desk.sync(supplier);
  const [quarter, more] = await Promise.all(ids.map((id) => desk.read(id)));
  assert.equal(quarter?.heldReason, null);
  assert.match(more?.heldReason ?? '', /0\.374 per 1,000 now, 0\.50 before \(−25 %\)$/);
});

test('What would be sold under cost is held, however little changed', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([{ service: '7', rate: '0.50' }]);
  const id = await desk.sell(supplier, '7', { rate: '0.51', ratePinned: true });
  await desk.sync(supplier);
  supplier.simulator.reprice('7', '0.52');
  await desk.sync(supplier);
  const { heldReason, heldOffer } = await desk.read(id);
  assert.equal(heldReason, 'Supplier 1 takes 0.0052 for an order of 10, sold at 0.0051');
  assert.deepEqual((heldOffer as { causes: string[] }).causes, ['under_cost']);
});

test('A change by which the best tier would buy under cost holds, one that was there does not', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([
    { service: '1', rate: '0.90' },
    { service: '2', rate: '0.97' },
  ]);
  await desk.app.transact((tx) =>
    tx.insertInto('tiers').values({ name: 'Best', reached_at: 9n, discount_bp: 700 }).execute(),
  );
  const crossing = await desk.sell(supplier, '1', {}, { costRate: parseRate('0.90') });
  const crossed = await desk.sell(supplier, '2', {}, { costRate: parseRate('0.97') });
  await desk.sync(supplier);
  supplier.simulator.reprice('1', '0.95');
  supplier.simulator.reprice('2', '0.98');
  await desk.sync(supplier);
  assert.equal(
    (await desk.read(crossing)).heldReason,
    'Supplier 1 takes 0.0095 for an order of 10, sold at 0.0093 to the best tier',
  );
  assert.equal((await desk.read(crossed)).heldReason, null);
});

test('A package is held by what one costs and brings, not by rates that look alike', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([
    { service: '1', type: 'Package', rate: '2.00', min: 1, max: 1 },
    { service: '2', type: 'Package', rate: '2.00', min: 1, max: 1 },
  ]);
  const pieces = { type: 'Package', min: 500, max: 500, ratePinned: true } as const;
  const route = { costRate: parseRate('2'), costBasis: 'per_order' } as const;
  const good = await desk.sell(supplier, '1', { ...pieces, rate: '4.01' }, route);
  const bad = await desk.sell(supplier, '2', { ...pieces, rate: '3.99' }, route);
  await desk.sync(supplier);
  assert.deepEqual([(await desk.read(good)).heldReason, (await desk.read(good)).min], [null, 500]);
  assert.equal(
    (await desk.read(bad)).heldReason,
    'Supplier 1 takes 2.00 for an order of 500, sold at 1.995',
  );
});

test('The provider’s limits and flags are followed, our own narrower ones stay', async () => {
  await using desk = await openSupplyDesk();
  const plain = { min: 10, max: 10_000, refill: true, cancel: true };
  const supplier = await desk.supplier([
    { service: '1', ...plain },
    { service: '2', ...plain },
  ]);
  const asHis = await desk.sell(supplier, '1', { refill: true, cancel: true });
  const ours = await desk.sell(supplier, '2', { min: 100, max: 5_000 });
  await desk.sync(supplier);
  const now = { min: 50, max: 20_000, refill: false, cancel: true };
  for (const service of ['1', '2']) supplier.simulator.offer({ service, ...now });
  await desk.sync(supplier);
  const terms = async (id: number) => {
    const { min, max, refill, cancel } = await desk.read(id);
    return { min, max, refill, cancel };
  };
  assert.deepEqual(await terms(asHis), now);
  assert.deepEqual(await terms(ours), { min: 100, max: 5_000, refill: false, cancel: false });
  assert.deepEqual(await kinds(desk, asHis), ['limits', 'details']);
  supplier.simulator.offer({ service: '2', ...now, min: 6_000 });
  await desk.sync(supplier);
  assert.equal(
    (await desk.read(ours)).heldReason,
    'Supplier 1 takes 6000 to 20000, the service sells 100 to 5000',
  );
});

test('A service that becomes another type at its provider is held', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([{ service: '7' }]);
  const id = await desk.sell(supplier, '7');
  await desk.sync(supplier);
  supplier.simulator.offer({ service: '7', type: 'Custom Comments' });
  await desk.sync(supplier);
  const held = await desk.read(id);
  assert.match(held.heldReason ?? '', /delivers it as Custom Comments now, as Default before/);
  assert.equal(heldOfferOf(held)?.type, 'Custom Comments');
});

test('A service is gone when two lists in a row leave it out, and sold again when it is back', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([{ service: '7' }, { service: '8' }]);
  const id = await desk.sell(supplier, '7');
  await desk.sync(supplier);
  supplier.simulator.vanish('7');
  await desk.sync(supplier);
  assert.equal((await desk.read(id)).heldReason, null, 'once may be an accident');
  await desk.sync(supplier);
  assert.equal((await desk.read(id)).heldReason, 'Supplier 1 no longer offers its service 7');
  assert.deepEqual(await notices(desk), [`service.held service:${id}`]);
  supplier.simulator.offer({ service: '7' });
  await desk.sync(supplier);
  assert.equal((await desk.read(id)).heldReason, null);
  assert.deepEqual(await kinds(desk, id), ['vanished', 'released']);
  assert.deepEqual(await notices(desk), []);
});

test('A list that leaves out many services is not believed, unless the operator says so', async () => {
  await using desk = await openSupplyDesk();
  const services = Array.from({ length: 10 }, (_, n) => ({ service: String(n + 1) }));
  const supplier = await desk.supplier(services);
  for (const { service } of services) await desk.sell(supplier, service);
  await desk.sync(supplier);
  for (const { service } of services.slice(0, 4)) supplier.simulator.vanish(service);
  for (let round = 0; round < 3; round += 1) {
    assert.equal((await desk.sync(supplier)).disbelieved, 4);
  }
  assert.equal((await catalog(desk.app)).list.length, 10);
  assert.deepEqual(await notices(desk), [`supply.short_list provider:${supplier.provider.id}`]);
  await desk.sync(supplier, { believe: true });
  await desk.sync(supplier);
  assert.equal((await reloadCatalog(desk.app)).list.length, 6);
  assert.ok(!(await notices(desk)).includes(`supply.short_list provider:${supplier.provider.id}`));
});

test('Where another route goes on, the dear one is paused and the service is sold', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const [dear, fine] = [
    await desk.supplier([{ service: '7', rate: '0.50' }]),
    await desk.supplier([{ service: '9', rate: '0.60' }]),
  ];
  const id = await desk.sell(dear, '7', { rate: '0.75' });
  await desk.route(id, fine, '9', { costRate: parseRate('0.60') });
  await desk.sync(dear);
  dear.simulator.reprice('7', '0.80');
  await desk.sync(dear);
  const service = await desk.read(id);
  assert.equal(service.heldReason, null);
  assert.equal(service.rate, parseRate('0.75'));
  const [first] = service.routes;
  assert.deepEqual([first?.active, first?.costRate], [false, parseRate('0.80')]);
  assert.deepEqual(first?.pausedCauses, ['cost', 'under_cost']);
  assert.match(first?.pausedReason ?? '', /asks 0\.80 per 1,000 now, 0\.50 before \(\+60 %\)/);
  assert.equal((await reloadCatalog(desk.app)).services.get(id)?.providerId, fine.provider.id);
  assert.deepEqual(await notices(desk), [`route.paused provider:${dear.provider.id}`]);
  await desk.sync(fine);
  fine.simulator.reprice('9', '0.90');
  await desk.sync(fine);
  assert.notEqual((await desk.read(id)).heldReason, null, 'no other route is left');
});

test('A route whose service vanished is taken again when it is back', async () => {
  await using desk = await openSupplyDesk();
  const [first, second] = [
    await desk.supplier([{ service: '7' }, { service: '8' }]),
    await desk.supplier([{ service: '9' }]),
  ];
  const id = await desk.sell(first, '7');
  await desk.route(id, second, '9');
  await desk.sync(first);
  first.simulator.vanish('7');
  await desk.sync(first);
  await desk.sync(first);
  assert.deepEqual((await desk.read(id)).routes[0]?.pausedCauses, ['vanished']);
  first.simulator.offer({ service: '7' });
  await desk.sync(first);
  const [route] = (await desk.read(id)).routes;
  assert.deepEqual([route?.active, route?.pausedReason, route?.pausedCauses], [true, null, []]);
});

test('A provider that gives no list changes nothing, and is told of the second time', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([{ service: '7' }]);
  const id = await desk.sell(supplier, '7');
  await desk.sync(supplier);
  await supplier.simulator.close();
  assert.notEqual((await desk.sync(supplier)).error, null);
  assert.deepEqual(await notices(desk), []);
  await desk.sync(supplier);
  assert.deepEqual(await notices(desk), [`supply.no_list provider:${supplier.provider.id}`]);
  assert.equal((await desk.read(id)).heldReason, null);
  const [offer] = await listOffers(desk.app.db, supplier.provider.id);
  assert.equal(offer?.missingSince, null);
});

test('A provider’s currency is reckoned into ours, and its rate of exchange moves the cost', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const supplier = await desk.supplier([{ service: '7', rate: '0.50' }]);
  const id = await desk.sell(supplier, '7', { rate: '0.75' });
  await desk.sync(supplier);
  await desk.app.transact((tx) =>
    tx.updateTable('providers').set({ exchange_rate: 1_100_000_000n }).execute(),
  );
  await desk.sync(supplier);
  const { rate, routes } = await desk.read(id);
  assert.deepEqual([routes[0]?.costRate, rate], [parseRate('0.55'), parseRate('0.825')]);
});
