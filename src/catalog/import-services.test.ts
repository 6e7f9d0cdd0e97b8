import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asRate, parseRate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { importServices } from './import-services.ts';
import { listServices } from './list-services.ts';
import type { NewService } from './new-service.ts';
import { setServiceActive } from './set-service-active.ts';

const row = (name: string, more: Partial<NewService> = {}): NewService => ({
  name,
  category: 'Reels',
  rate: '1.5',
  min: 10,
  max: 100,
  delivery: 'paid_ads',
  ...more,
});

const importRows = (app: App, ...rows: NewService[]) =>
  app.transact((tx) => importServices(tx, rows));

const names = async (app: App) => (await listServices(app.db)).map((service) => service.name);

const written = async (app: App) =>
  (await app.db.selectFrom('services').select('updated_at').orderBy('id').execute()).map((one) =>
    one.updated_at.getTime(),
  );

test('services and their categories are created in the order of the rows', async () => {
  await using app = await openTestApp();
  const imported = await importRows(
    app,
    row('b', { category: 'Stories', platform: 'Instagram' }),
    row('a'),
    row('c', { category: 'Stories' }),
  );
  assert.deepEqual(
    { ...imported, ids: imported.ids.length },
    {
      created: 3,
      updated: 0,
      unchanged: 0,
      ids: 3,
    },
  );
  const services = await listServices(app.db);
  assert.deepEqual(
    services.map(({ id, name, category, platform }) => [id, name, category, platform]),
    [
      [imported.ids[0], 'b', 'Stories', 'Instagram'],
      [imported.ids[2], 'c', 'Stories', 'Instagram'],
      [imported.ids[1], 'a', 'Reels', 'Other'],
    ],
  );
});

test('every field is kept', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, {
    id: 4_711,
    name: ' Reel views ',
    category: 'Reels',
    platform: 'Instagram',
    type: 'Web Traffic',
    rate: '0.000001',
    min: '5',
    max: 2_147_483_647,
    refill: 'yes',
    cancel: true,
    dripfeed: 1,
    guaranteeDays: '30',
    refillCap: 0,
    delivery: 'other',
    deliveryNote: 'by post',
    description: 'Zwei Zeilen\nund 🎬',
    linkGuard: true,
    active: false,
    position: 3,
  });
  assert.deepEqual(await listServices(app.db), [
    {
      id: 4_711,
      name: 'Reel views',
      type: 'Web Traffic',
      category: 'Reels',
      platform: 'Instagram',
      rate: 1n,
      min: 5,
      max: 2_147_483_647,
      refill: true,
      cancel: true,
      dripfeed: true,
      guaranteeDays: 30,
      refillCap: 0,
      delivery: 'other',
      deliveryNote: 'by post',
      description: 'Zwei Zeilen\nund 🎬',
      linkGuard: true,
      active: false,
      heldReason: null,
      averageMinutes: null,
      routes: [],
      providerId: null,
    },
  ]);
  assert.deepEqual(ids, [4_711]);
});

test('the same file twice changes nothing and touches no row', async () => {
  await using app = await openTestApp();
  const rows = [row('a'), row('b', { guaranteeDays: 30, deliveryNote: null }), row('c')];
  const first = await importRows(app, ...rows);
  const before = await written(app);
  const second = await importRows(app, ...rows);
  assert.deepEqual(second, { created: 0, updated: 0, unchanged: 3, ids: first.ids });
  assert.deepEqual(await written(app), before);
});

test('a row without an id is the service with its name in its category', async () => {
  await using app = await openTestApp();
  const first = await importRows(app, row('a'), row('a', { category: 'Stories' }));
  const second = await importRows(app, row('a', { rate: '2' }), row('b'));
  assert.equal(second.ids[0], first.ids[0]);
  assert.deepEqual([second.created, second.updated], [1, 1]);
  const services = await listServices(app.db);
  assert.equal(services.find(({ id }) => id === first.ids[0])?.rate, parseRate('2'));
  assert.equal(services.find(({ id }) => id === first.ids[1])?.rate, parseRate('1.5'));
});

test('a row with an id renames and moves that service', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, row('a'));
  const id = ids[0] as number;
  await importRows(app, row('b', { id, category: 'Stories' }));
  const services = await listServices(app.db);
  assert.deepEqual(
    services.map((one) => [one.id, one.name, one.category]),
    [[id, 'b', 'Stories']],
  );
});

test('a given id is kept for a new service, and no other is ever given it', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, row('a', { id: 500 }), row('b'), row('c', { id: 20 }));
  assert.deepEqual(ids, [500, 1, 20]);
  const later = await importRows(app, row('d'), row('e', { id: 3 }), row('f'));
  assert.deepEqual(later.ids, [2, 3, 4]);
});

test('what a row leaves out has its default, but the operator’s switch and place stay', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(
    app,
    row('a', { description: 'x', refill: true, guaranteeDays: 30, position: 7 }),
    row('b', { position: 3 }),
  );
  await app.transact((tx) => setServiceActive(tx, ids[0] as number, false));
  await importRows(app, row('a'), row('b'));
  const [b, a] = await listServices(app.db);
  assert.deepEqual([b?.name, a?.name], ['b', 'a'], 'places are kept');
  assert.equal(a?.active, false, 'what was switched off stays off');
  assert.deepEqual([a?.description, a?.refill, a?.guaranteeDays], ['', false, null]);
  await importRows(app, row('a', { active: true }));
  assert.equal((await listServices(app.db))[1]?.active, true);
});

test('a category can be given another platform', async () => {
  await using app = await openTestApp();
  await importRows(app, row('a'));
  await importRows(app, row('a', { platform: 'Instagram' }), row('b'));
  assert.deepEqual(
    (await listServices(app.db)).map((service) => service.platform),
    ['Instagram', 'Instagram'],
  );
});

test('one wrong row refuses all of them, by its number and field', async () => {
  await using app = await openTestApp();
  const wrong: [message: RegExp, parameter: string, bad: object][] = [
    [/^row 2: name is required$/, 'name', { name: undefined }],
    [/^row 2: name must be one line$/, 'name', { name: 'a\nb' }],
    [/^row 2: rate must be a decimal/, 'rate', { rate: '-1' }],
    [/^row 2: rate must be a decimal/, 'rate', { rate: '1e3' }],
    [/^row 2: rate must be a decimal/, 'rate', { rate: '0.0000001' }],
    [/^row 2: rate must be a decimal/, 'rate', { rate: asRate(10n ** 15n + 1n) }],
    [/^row 2: delivery is required$/, 'delivery', { delivery: undefined }],
    [/^row 2: delivery must be one of: paid_ads/, 'delivery', { delivery: 'undisclosed' }],
    [/^row 2: deliveryNote is required when/, 'deliveryNote', { delivery: 'other' }],
    [/^row 2: type must be one of: Default/, 'type', { type: 'default' }],
    [/^row 2: min must be a whole number from 1/, 'min', { min: 0 }],
    [/^row 2: max must not be below min$/, 'max', { max: 9 }],
    [/^row 2: max must be a whole number/, 'max', { max: 2 ** 31 }],
    [/^row 2: dripfeed is not possible/, 'dripfeed', { type: 'Poll', dripfeed: true }],
    [/^row 2: refill must be true or false$/, 'refill', { refill: 'constructor' }],
    [/^row 2: description must be plain text$/, 'description', { description: 'a\0b' }],
    [/^row 2: description must be plain text$/, 'description', { description: '\ud83d' }],
    [/^row 2: colour is not a known field$/, 'colour', { colour: 'red' }],
  ];
  for (const [message, parameter, bad] of wrong) {
    const rows = [row('good'), { ...row('bad'), ...bad }];
    await assert.rejects(importRows(app, ...rows), {
      code: 'invalid_parameter',
      message,
      parameter,
    });
  }
  assert.deepEqual(await names(app), []);
});

test('rows that contradict each other are refused', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, row('known'));
  const pairs: [RegExp, NewService, NewService][] = [
    [/^row 2: name is there twice/, row('a'), row('a')],
    [/^row 2: id is there twice/, row('a', { id: 5 }), row('b', { id: 5 })],
    [/^row 2: platform differs/, row('a', { platform: 'X' }), row('b', { platform: 'Y' })],
    [/^row 2: id is the service of/, row('a', { id: ids[0] }), row('known')],
  ];
  for (const [message, one, other] of pairs) {
    await assert.rejects(importRows(app, one, other), { code: 'invalid_parameter', message });
  }
  assert.deepEqual(await names(app), ['known']);
});

test('a name that several services have needs the id', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, row('a', { id: 1 }), row('a', { id: 2 }));
  await assert.rejects(importRows(app, row('b'), row('a')), {
    code: 'conflict',
    message: /^row 2: several services have this name/,
  });
  await importRows(app, row('a', { id: ids[1], rate: '9' }));
  assert.equal((await listServices(app.db))[1]?.rate, parseRate('9'));
});

test('two imports of one new service at once make one service', async () => {
  await using app = await openTestApp();
  const rounds = Array.from({ length: 8 }, () => importRows(app, row('a'), row('b')));
  const imported = await Promise.all(rounds);
  assert.equal(new Set(imported.map(({ ids }) => ids.join())).size, 1);
  assert.equal(
    imported.reduce((sum, { created }) => sum + created, 0),
    2,
  );
  assert.deepEqual(await names(app), ['a', 'b']);
});

test('importing nothing is fine', async () => {
  await using app = await openTestApp();
  assert.deepEqual(await importRows(app), { created: 0, updated: 0, unchanged: 0, ids: [] });
});
