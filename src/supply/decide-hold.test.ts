import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importServices, listServiceChanges, reloadCatalog } from '#catalog/index.ts';
import { parseRate } from '#lib/money.ts';
import { listNotices } from '#platform/notices/index.ts';
import { OPERATOR, openSupplyDesk, type SupplyDesk } from '#test/support/supply-desk.ts';
import { acceptHold } from './accept-hold.ts';
import { listHeld } from './list-held.ts';
import { rejectHold } from './reject-hold.ts';

/** A service that is held because its cost went from 0.50 to the one that is given. */
async function heldAt(desk: SupplyDesk, rate: string, row = {}) {
  const supplier = await desk.supplier([{ service: '7', rate: '0.50' }]);
  const id = await desk.sell(supplier, '7', { rate: '0.75', ...row });
  await desk.sync(supplier);
  supplier.simulator.reprice('7', rate);
  await desk.sync(supplier);
  assert.notEqual((await desk.read(id)).heldReason, null);
  return { supplier, id };
}

const lastChanges = async ({ app }: SupplyDesk, serviceId: number, count: number) =>
  (await listServiceChanges(app.db, { serviceId, limit: count })).map(
    ({ kind, source, reason }) => [kind, source, reason] as const,
  );

test('What is accepted gets the new price and is sold again, and its notice is cleared', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const { supplier, id } = await heldAt(desk, '0.80');
  const [waiting] = await listHeld(desk.app.db);
  assert.deepEqual([waiting?.service.id, waiting?.rate], [id, parseRate('1.20')]);
  assert.equal((await acceptHold(desk.app, id, OPERATOR)).outcome, 'sold');
  const { rate, heldAt: since, heldOffer } = await desk.read(id);
  assert.deepEqual([rate, since, heldOffer], [parseRate('1.20'), null, null]);
  assert.deepEqual(await listHeld(desk.app.db), []);
  assert.deepEqual(await listNotices(desk.app.db), []);
  const reason = 'accepted: Supplier 1 asks 0.80 per 1,000 now, 0.50 before (+60 %)';
  assert.deepEqual(await lastChanges(desk, id, 2), [
    ['released', 'operator:test', reason],
    ['rate_up', 'operator:test', reason],
  ]);
  assert.equal((await desk.sync(supplier)).changed, 0);
  assert.equal((await reloadCatalog(desk.app)).list.length, 1);
  await assert.rejects(acceptHold(desk.app, id, OPERATOR), {
    code: 'conflict',
    message: /not held/,
  });
  await assert.rejects(acceptHold(desk.app, 999, OPERATOR), { code: 'service_not_found' });
});

test('What would still be sold under cost is not accepted until it has another price', async () => {
  await using desk = await openSupplyDesk();
  const { id } = await heldAt(desk, '0.80');
  await assert.rejects(acceptHold(desk.app, id, OPERATOR), {
    code: 'conflict',
    message: /would still be sold under cost, an order of 10 for example/,
  });
  const { name, category } = await desk.read(id);
  const row = {
    id,
    name,
    category,
    rate: '1',
    min: 10,
    max: 10_000,
    delivery: 'paid_ads',
  } as const;
  await desk.app.transact((tx) => importServices(tx, [row]));
  await acceptHold(desk.app, id, OPERATOR);
  assert.equal((await desk.read(id)).heldReason, null);
});

test('What is rejected keeps its old price for good, where that pays', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const { supplier, id } = await heldAt(desk, '0.70');
  await rejectHold(desk.app, { serviceId: id }, OPERATOR);
  const service = await desk.read(id);
  assert.deepEqual(
    [service.rate, service.ratePinned, service.heldReason],
    [parseRate('0.75'), true, null],
  );
  supplier.simulator.reprice('7', '0.72');
  await desk.sync(supplier);
  assert.equal((await desk.read(id)).rate, parseRate('0.75'));
  await assert.rejects(rejectHold(desk.app, { serviceId: id }, OPERATOR), { code: 'conflict' });
});

test('A sale under cost is forced with a reason only, up to the cost that it was forced at', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const { supplier, id } = await heldAt(desk, '0.80');
  await assert.rejects(rejectHold(desk.app, { serviceId: id }, OPERATOR), {
    code: 'conflict',
    message: /under cost/,
  });
  await rejectHold(desk.app, { serviceId: id, force: 'a bait' }, OPERATOR);
  const [[kind, source, reason] = []] = await lastChanges(desk, id, 1);
  assert.deepEqual([kind, source], ['released', 'operator:test']);
  assert.match(reason ?? '', /^kept as it was: a bait; held for: Supplier 1 asks 0\.80/);
  await desk.sync(supplier);
  assert.equal((await desk.read(id)).heldReason, null, 'it is not held for the same again');
  supplier.simulator.reprice('7', '0.79');
  await desk.sync(supplier);
  assert.equal((await desk.read(id)).heldReason, null, 'nor for less');
  supplier.simulator.reprice('7', '0.81');
  await desk.sync(supplier);
  assert.match((await desk.read(id)).heldReason ?? '', /takes 0\.0081 for an order of 10/);
});

test('A service that nobody offers any more is switched off, and cannot be sold by a rejection', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([{ service: '7' }, { service: '8' }]);
  const id = await desk.sell(supplier, '7');
  for (const change of [() => {}, () => supplier.simulator.vanish('7'), () => {}]) {
    change();
    await desk.sync(supplier);
  }
  await assert.rejects(rejectHold(desk.app, { serviceId: id, force: 'no' }, OPERATOR), {
    code: 'conflict',
    message: /no longer offers its service 7: accept it, or send service/,
  });
  assert.equal((await acceptHold(desk.app, id, OPERATOR)).outcome, 'switched_off');
  const { active, heldReason } = await desk.read(id);
  assert.deepEqual([active, heldReason], [false, null]);
  await desk.sync(supplier);
  assert.equal((await desk.read(id)).heldReason, null, 'it is decided once');
});

test('A vanished service that got another provider is sold from there', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([{ service: '7' }, { service: '8' }]);
  const other = await desk.supplier([{ service: '9' }]);
  const id = await desk.sell(supplier, '7');
  for (const change of [() => {}, () => supplier.simulator.vanish('7'), () => {}]) {
    change();
    await desk.sync(supplier);
  }
  await desk.route(id, other, '9');
  assert.equal((await acceptHold(desk.app, id, OPERATOR)).outcome, 'sold');
  assert.equal((await desk.read(id)).active, true);
});

test('A paused route is taken again where it pays, and is refused with its reason where not', async () => {
  await using desk = await openSupplyDesk();
  const { supplier, id } = await heldAt(desk, '0.70');
  await acceptHold(desk.app, id, OPERATOR);
  const other = await desk.supplier([{ service: '9' }]);
  await desk.route(id, other, '9');
  supplier.simulator.reprice('7', '0.90');
  await desk.sync(supplier);
  const [waiting] = await listHeld(desk.app.db);
  assert.equal(waiting?.route?.providerId, supplier.provider.id);
  await assert.rejects(acceptHold(desk.app, id, OPERATOR), {
    code: 'conflict',
    message: /cannot deliver service \d+ as it is sold: Supplier 1 asks 0\.90/,
  });
  supplier.simulator.reprice('7', '0.60');
  await desk.sync(supplier);
  assert.equal((await acceptHold(desk.app, id, OPERATOR)).outcome, 'routes');
  assert.deepEqual(await listHeld(desk.app.db), []);
  assert.deepEqual(await listNotices(desk.app.db), []);
});

test('A loss that was agreed to is agreed to at that price only', async () => {
  await using desk = await openSupplyDesk();
  const { supplier, id } = await heldAt(desk, '0.80');
  await rejectHold(desk.app, { serviceId: id, force: 'a test' }, OPERATOR);
  await desk.sync(supplier);
  const { heldReason, name, category } = await desk.read(id);
  assert.equal(heldReason, null);
  const row = { name, category, min: 10, max: 10_000, delivery: 'paid_ads' } as const;
  await desk.app.transact((tx) => importServices(tx, [{ ...row, rate: '0.10' }]));
  await desk.sync(supplier);
  assert.match((await desk.read(id)).heldReason ?? '', /takes 0.008 for an order of 10/);
});
