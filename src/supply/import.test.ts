import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  importServices,
  listServiceChanges,
  readSupplied,
  reloadCatalog,
  setRatePinned,
  setServiceActive,
} from '#catalog/index.ts';
import { formatRate, parseRate } from '#lib/money.ts';
import { OPERATOR, openSupplyDesk, type SupplyDesk } from '#test/support/supply-desk.ts';
import { applyImport } from './apply-import.ts';
import type { ImportChoice } from './import-choice.ts';
import type { ImportRow } from './plan-import.ts';
import { previewImport } from './preview-import.ts';
import { listRuns } from './list-runs.ts';
import { readRun } from './read-run.ts';
import { rejectHold } from './reject-hold.ts';
import { setPriceRule } from './set-price-rule.ts';
import { undoRun } from './undo-run.ts';

async function bring(desk: SupplyDesk, choice: ImportChoice) {
  const { id, rows } = await previewImport(desk.app.db, choice);
  return { rows, ...(await applyImport(desk.app, { choice, preview: id }, OPERATOR)) };
}

const brief = (rows: readonly ImportRow[]) =>
  rows.map(({ service, verdict, reason }) => [service, verdict, reason]);

const diffs = ({ diff }: ImportRow) => diff.map(({ field, from, to }) => `${field} ${from} ${to}`);

const sold = async ({ app }: SupplyDesk) =>
  (await reloadCatalog(app)).list.map(
    ({ name, category, platform, rate }) => `${platform}/${category}/${name} ${formatRate(rate)}`,
  );

test('What is new is shown with its price and margin, and sold as it was shown', async () => {
  await using desk = await openSupplyDesk();
  await desk.app.transact((tx) =>
    setPriceRule(tx, { markupBp: 5_000, roundTo: parseRate('0.01') }),
  );
  const supplier = await desk.supplier([
    { service: '10', name: 'Reach', category: 'Insta Ads', rate: '0.333', min: 50, max: 900 },
    { service: '9', name: 'Clips', category: 'Video', rate: '2', dripfeed: true, cancel: false },
    { service: '11', name: 'Pack', category: 'Video', rate: '3', type: 'package', min: 1, max: 1 },
  ]);
  await desk.sync(supplier);
  const choice: ImportChoice = {
    providerId: supplier.provider.id,
    categories: { 'insta ads': 'Instagram reach' },
    platform: 'Social',
    delivery: 'paid_ads',
  };
  const { rows, counts, runId } = await bring(desk, choice);
  assert.deepEqual(counts, { new: 3, changed: 0, unchanged: 0, refused: 0 });
  assert.deepEqual(
    rows.map(({ service, category, cost, rate, marginBp }) => [
      service,
      category,
      formatRate(cost),
      rate && formatRate(rate),
      marginBp,
    ]),
    [
      ['10', 'Instagram reach', '0.333', '0.50', 3_340],
      ['9', 'Video', '2.00', '3.00', 3_333],
      ['11', 'Video', '3.00', '4500.00', 3_333],
    ],
  );
  assert.deepEqual(await sold(desk), [
    'Social/Instagram reach/Reach 0.50',
    'Social/Video/Clips 3.00',
    'Social/Video/Pack 4500.00',
  ]);
  const [reach, clips, pack] = (await reloadCatalog(desk.app)).list;
  assert.deepEqual([reach?.min, reach?.max, reach?.delivery], [50, 900, 'paid_ads']);
  assert.deepEqual([clips?.dripfeed, clips?.cancel, clips?.refill], [true, false, true]);
  assert.deepEqual(pack?.routes[0]?.costBasis, 'per_order');
  assert.deepEqual(pack?.routes[0]?.costRate, parseRate('3'));
  const { services, routes, run } = await readRun(desk.app.db, runId);
  assert.deepEqual([run.kind, run.actor, run.changed], ['import', 'operator:test', 3]);
  assert.deepEqual(
    services.map(({ kind }) => kind),
    ['new', 'new', 'new'],
  );
  assert.deepEqual(routes[0]?.after?.cost, '0.333');
  assert.equal((await desk.sync(supplier)).changed, 0, 'the sync finds nothing to do');
});

test('What cannot be sold is refused with the reason', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const supplier = await desk.supplier([
    { service: '1', name: 'Strange', type: 'Teleport' },
    { service: '2', name: 'Page reviews, 5 stars' },
    { service: '3', name: 'None', min: 0, max: 0 },
    { service: '4', name: 'Twin' },
    { service: '5', name: ' Twin ' },
    { service: '6', name: 'Taken' },
    { service: '7', name: 'Free', rate: '0' },
  ]);
  const other = await desk.supplier([{ service: '1' }]);
  const taken = await desk.sell(other, '1', { name: 'Taken', category: 'Simulator' });
  await desk.sync(supplier);
  const choice: ImportChoice = { providerId: supplier.provider.id, delivery: 'content_work' };
  const { rows } = await previewImport(desk.app.db, choice);
  assert.deepEqual(brief(rows), [
    ['1', 'refused', 'its type is not known: Teleport'],
    ['2', 'refused', 'prohibited: reviews and ratings'],
    ['3', 'refused', 'its limits are impossible: 0 to 0'],
    ['4', 'new', null],
    ['5', 'refused', 'its name is there twice in its category'],
    ['6', 'refused', `service ${taken} has this name already: route it there, or map its category`],
    ['7', 'refused', 'it would be given away: the provider asks nothing for it'],
  ]);
});

test('Without a rule there is no price, and without a way of delivery no import', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([{ service: '1' }]);
  await desk.sync(supplier);
  const providerId = supplier.provider.id;
  const { rows } = await previewImport(desk.app.db, { providerId, delivery: 'paid_ads' });
  assert.deepEqual(brief(rows), [['1', 'refused', 'no price rule is about it']]);
  await assert.rejects(previewImport(desk.app.db, { providerId, delivery: 'other' }), {
    code: 'missing_parameter',
    parameter: 'delivery_note',
  });
  const services = ['1', '77'];
  await assert.rejects(previewImport(desk.app.db, { providerId, delivery: 'paid_ads', services }), {
    code: 'not_found',
    message: 'Supplier 1 does not offer a service 77',
  });
});

test('The best tier buying under cost is a warning', async () => {
  await using desk = await openSupplyDesk();
  await desk.app.transact((tx) =>
    tx.insertInto('tiers').values({ name: 'Best', reached_at: 9n, discount_bp: 700 }).execute(),
  );
  await desk.markup(500);
  const supplier = await desk.supplier([{ service: '1' }]);
  await desk.sync(supplier);
  const choice = { providerId: supplier.provider.id, delivery: 'paid_ads' } as const;
  const { rows } = await previewImport(desk.app.db, choice);
  assert.equal(rows[0]?.warning, 'the best tier would buy under cost');
});

test('Offers are chosen by number, by category and by words', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const supplier = await desk.supplier([
    { service: '1', name: 'Fast reach', category: 'A' },
    { service: '2', name: 'Slow reach', category: 'A' },
    { service: '3', name: 'Fast clips', category: 'B' },
  ]);
  await desk.sync(supplier);
  const chosen = async (choice: Partial<ImportChoice>) => {
    const all = { providerId: supplier.provider.id, delivery: 'paid_ads', ...choice } as const;
    return (await previewImport(desk.app.db, all)).rows.map(({ service }) => service);
  };
  assert.deepEqual(await chosen({}), ['1', '2', '3']);
  assert.deepEqual(await chosen({ services: ['3', '1'] }), ['1', '3']);
  assert.deepEqual(await chosen({ from: 'a' }), ['1', '2']);
  assert.deepEqual(await chosen({ search: 'FAST  reach' }), ['1']);
});

test('What is sold already is shown with what would change, but for prices by hand and holds', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const services = ['1', '2', '3'].map((service) => ({ service, min: 10, max: 10_000 }));
  const supplier = await desk.supplier(services);
  const byRule = await desk.sell(supplier, '1', { rate: '0.75' });
  const byHand = await desk.sell(supplier, '2', { rate: '0.80', ratePinned: true });
  const held = await desk.sell(supplier, '3', { rate: '0.40' });
  await desk.sync(supplier);
  const choice: ImportChoice = { providerId: supplier.provider.id, delivery: 'paid_ads' };
  const preview = async () => (await previewImport(desk.app.db, choice)).rows;
  const before = await preview();
  assert.deepEqual(
    before.map(({ serviceId, verdict }) => [serviceId, verdict]),
    [
      [byRule, 'unchanged'],
      [byHand, 'unchanged'],
      [held, 'refused'],
    ],
  );
  assert.match(before[2]?.reason ?? '', /^it is held: Supplier 1 takes/);
  await desk.markup(6_000);
  const after = await preview();
  assert.deepEqual(after.map(diffs), [['rate 0.75 0.80'], [], []]);
  await bring(desk, choice);
  assert.equal((await desk.read(byRule)).rate, parseRate('0.80'));
  assert.equal((await desk.read(byHand)).rate, parseRate('0.80'));
});

test('A preview that is out of date is not carried out', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const supplier = await desk.supplier([{ service: '1', rate: '0.50' }]);
  await desk.sync(supplier);
  const choice: ImportChoice = { providerId: supplier.provider.id, delivery: 'paid_ads' };
  const { id } = await previewImport(desk.app.db, choice);
  supplier.simulator.reprice('1', '0.51');
  await desk.sync(supplier);
  await assert.rejects(applyImport(desk.app, { choice, preview: id }, OPERATOR), {
    code: 'conflict',
    message: /have changed since this preview/,
  });
  assert.deepEqual(await sold(desk), []);
});

test('Of two equal imports at once one is carried out', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const supplier = await desk.supplier([{ service: '1' }, { service: '2' }]);
  await desk.sync(supplier);
  const choice: ImportChoice = { providerId: supplier.provider.id, delivery: 'paid_ads' };
  const { id } = await previewImport(desk.app.db, choice);
  const both = await Promise.allSettled(
    [1, 2].map(() => applyImport(desk.app, { choice, preview: id }, OPERATOR)),
  );
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  assert.equal((await sold(desk)).length, 2);
});

test('An import is undone to the last field, and may be done again', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const supplier = await desk.supplier([
    { service: '1', min: 10, max: 10_000 },
    { service: '2', name: 'New one' },
  ]);
  const known = await desk.sell(supplier, '1', { rate: '0.75', max: 20_000 }, { costRate: null });
  await desk.sync(supplier);
  const before = await desk.read(known);
  await desk.markup(9_000);
  const choice: ImportChoice = { providerId: supplier.provider.id, delivery: 'paid_ads' };
  const { runId, rows } = await bring(desk, choice);
  assert.deepEqual(
    rows.map(({ verdict }) => verdict),
    ['changed', 'new'],
  );
  const done = await undoRun(desk.app, runId, OPERATOR);
  assert.deepEqual([done.undone, done.left], [2, []]);
  assert.deepEqual(await desk.read(known), before);
  assert.equal((await sold(desk)).length, 1);
  const [last] = await listServiceChanges(desk.app.db, { limit: 1 });
  assert.deepEqual([last?.kind, last?.reason], ['paused', `import ${runId} is undone`]);
  await assert.rejects(undoRun(desk.app, runId, OPERATOR), {
    code: 'conflict',
    message: `run ${runId} is undone already`,
  });
  await assert.rejects(undoRun(desk.app, done.runId, OPERATOR), { code: 'conflict' });
  await assert.rejects(undoRun(desk.app, 999, OPERATOR), { code: 'not_found' });
  const again = await bring(desk, choice);
  assert.equal(again.counts.changed, 2, 'the service that was made is taken up again');
  assert.equal((await sold(desk)).length, 2);
  const [run] = await listRuns(desk.app.db, { id: runId, limit: 1 });
  assert.equal(run?.undoneBy, done.runId);
});

test('What was changed since an import stays when it is undone, and is named', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const supplier = await desk.supplier([{ service: '1' }, { service: '2' }, { service: '3' }]);
  await desk.sync(supplier);
  const choice: ImportChoice = { providerId: supplier.provider.id, delivery: 'paid_ads' };
  const { runId } = await bring(desk, choice);
  const [first, second, third] = (await reloadCatalog(desk.app)).list;
  assert.ok(first && second && third);
  await desk.app.transact((tx) => setServiceActive(tx, first.id, false));
  const dearer = { costRate: parseRate('0.60') };
  await desk.route(second.id, supplier, '2', dearer);
  const { undone, left } = await undoRun(desk.app, runId, OPERATOR);
  assert.equal(undone, 1);
  assert.deepEqual(
    left.map(({ serviceId }) => serviceId),
    [first.id, second.id],
  );
  const [, b, c] = await readSupplied(desk.app.db, [first.id, second.id, third.id]);
  assert.deepEqual([b?.active, b?.routes.length], [true, 1]);
  assert.deepEqual([c?.active, c?.routes.length], [false, 0]);
});

test('An undo keeps what was pinned or routed since, and sells nothing under what it costs now', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const supplier = await desk.supplier([
    { service: '1', rate: '0.50' },
    { service: '2', rate: '0.50' },
    { service: '3', rate: '3' },
  ]);
  const other = await desk.supplier([{ service: '9' }]);
  const cheap = await desk.sell(supplier, '3', { rate: '2' }, { costRate: parseRate('1') });
  await desk.sync(supplier);
  await rejectHold(desk.app, { serviceId: cheap, force: 'a test' }, OPERATOR);
  await desk.app.transact((tx) => setRatePinned(tx, cheap, false));
  const choice: ImportChoice = { providerId: supplier.provider.id, delivery: 'paid_ads' };
  const { runId } = await bring(desk, choice);
  const [, pinned, routed] = (await reloadCatalog(desk.app)).list.toSorted((a, b) => a.id - b.id);
  assert.ok(pinned && routed);
  assert.equal((await desk.read(cheap)).rate, parseRate('4.50'));
  await desk.app.transact((tx) => setRatePinned(tx, pinned.id, true));
  await desk.route(routed.id, other, '9');
  const { undone, left } = await undoRun(desk.app, runId, OPERATOR);
  assert.deepEqual(
    [undone, left.map(({ serviceId }) => serviceId)],
    [0, [cheap, pinned.id, routed.id]],
  );
  assert.equal((await desk.read(cheap)).rate, parseRate('4.50'));
  assert.equal((await reloadCatalog(desk.app)).list.length, 3);
});

test('A service of ours whose pinned price is under the cost takes no offer up', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const row = { name: 'Reach', category: 'Ads', min: 1, max: 5, delivery: 'content_work' } as const;
  await desk.app.transact((tx) => importServices(tx, [{ ...row, rate: '0.40' }]));
  const supplier = await desk.supplier([
    { service: '1', name: 'Reach', category: 'Ads', rate: '0.50', min: 1 },
  ]);
  await desk.sync(supplier);
  const choice: ImportChoice = { providerId: supplier.provider.id, delivery: 'paid_ads' };
  const { rows } = await previewImport(desk.app.db, choice);
  assert.deepEqual(brief(rows), [
    ['1', 'refused', 'it would be sold under cost, an order of 1 for one'],
  ]);
});

test('Names that are too long are cut to whole characters, and found again', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const name = `${'n'.repeat(249)}\u{1F680} and more`;
  const first = await desk.supplier([{ service: '1', name, rate: '3' }]);
  const second = await desk.supplier([{ service: '1', name, rate: '0.50' }]);
  for (const supplier of [first, second]) await desk.sync(supplier);
  const choiceOf = (supplier: typeof first): ImportChoice => ({
    providerId: supplier.provider.id,
    delivery: 'paid_ads',
  });
  await bring(desk, choiceOf(first));
  const [service] = (await reloadCatalog(desk.app)).list;
  assert.equal(service?.name, 'n'.repeat(249));
  const { rows } = await bring(desk, choiceOf(second));
  assert.deepEqual(
    rows.map(({ verdict }) => verdict),
    ['refused'],
  );
  assert.equal((await desk.read(service?.id as number)).rate, parseRate('4.50'));
});

test('Five thousand offers are imported, kept in step and taken back', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const services = Array.from({ length: 5_000 }, (_, n) => ({
    service: String(n + 1),
    name: `Service ${n + 1}`,
    category: `Category ${n % 40}`,
    rate: '0.50',
    min: 10,
    max: 10_000,
  }));
  const supplier = await desk.supplier(services);
  await desk.sync(supplier);
  const choice: ImportChoice = { providerId: supplier.provider.id, delivery: 'paid_ads' };
  const { counts, runId } = await bring(desk, choice);
  assert.equal(counts.new, 5_000);
  for (const { service } of services.slice(0, 1_000)) supplier.simulator.reprice(service, '0.55');
  for (const { service } of services.slice(1_000, 1_100)) supplier.simulator.reprice(service, '1');
  const report = await desk.sync(supplier);
  assert.deepEqual([report.changed, report.held, report.offers], [1_100, 100, 5_000]);
  const { list } = await reloadCatalog(desk.app);
  assert.equal(list.length, 4_900);
  assert.equal(list.filter(({ rate }) => rate === parseRate('0.825')).length, 1_000);
  const { undone, left } = await undoRun(desk.app, runId, OPERATOR);
  assert.deepEqual([undone, left.length], [3_900, 1_100]);
  assert.equal((await reloadCatalog(desk.app)).list.length, 1_000);
});

test('A service of ours that nobody delivers takes up the offer of its name', async () => {
  await using desk = await openSupplyDesk();
  await desk.markup(5_000);
  const row = { name: 'Reach', category: 'Ads', min: 1, max: 5, delivery: 'content_work' } as const;
  const { ids } = await desk.app.transact((tx) =>
    importServices(tx, [{ ...row, rate: '3', ratePinned: false, description: 'Ours.' }]),
  );
  const supplier = await desk.supplier([{ service: '1', name: 'Reach', category: 'Ads' }]);
  await desk.sync(supplier);
  const choice: ImportChoice = { providerId: supplier.provider.id, delivery: 'paid_ads' };
  const { rows } = await bring(desk, choice);
  assert.equal(rows[0]?.serviceId, ids[0]);
  const service = (await reloadCatalog(desk.app)).services.get(ids[0] as number);
  assert.deepEqual(
    [service?.rate, service?.max, service?.description, service?.delivery],
    [parseRate('0.75'), 1_000_000, 'Ours.', 'content_work'],
  );
  assert.equal(service?.providerId, supplier.provider.id);
});
