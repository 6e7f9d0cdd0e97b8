import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { changeServices } from './change-services.ts';
import { importServices } from './import-services.ts';
import { listServiceChanges, readServiceChanges } from './list-service-changes.ts';
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
  app.transact((tx) => importServices(tx, rows, { source: 'test', reason: 'because' }));

const oldestFirst = async (app: App) =>
  (await listServiceChanges(app.db, { limit: 100 })).toReversed();

test('A new service is one row, and what is imported again without a change is none', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, row('a'));
  await importRows(app, row('a'));
  const [change, ...others] = await oldestFirst(app);
  assert.deepEqual(others, []);
  assert.deepEqual(
    { ...change, id: 0n, xid: '', at: 0 },
    {
      id: 0n,
      xid: '',
      serviceId: ids[0],
      name: 'a',
      kind: 'new',
      before: null,
      after: { name: 'a', category: 'Reels', type: 'Default', rate: '1.50', min: 10, max: 100 },
      reason: 'because',
      source: 'test',
      runId: null,
      at: 0,
    },
  );
});

test('Each kind of change is a row with just its fields, as they were and as they are', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, row('a'));
  const id = ids[0] as number;
  await importRows(app, row('b', { id, rate: '1.25', max: 90, refill: true, category: 'Clips' }));
  await importRows(app, row('b', { id, rate: '2', max: 90, refill: true, category: 'Clips' }));
  await app.transact((tx) => setServiceActive(tx, id, false));
  await app.transact((tx) => setServiceActive(tx, id, false));
  await app.transact((tx) => setServiceActive(tx, id, true));
  const changes = (await oldestFirst(app)).slice(1);
  assert.deepEqual(
    changes.map(({ kind, before, after }) => [kind, before, after]),
    [
      ['rate_down', { rate: '1.50' }, { rate: '1.25' }],
      ['limits', { max: 100 }, { max: 90 }],
      [
        'details',
        { name: 'a', category: 'Reels', refill: false },
        { name: 'b', category: 'Clips', refill: true },
      ],
      ['rate_up', { rate: '1.25' }, { rate: '2.00' }],
      ['paused', { active: true }, { active: false }],
      ['resumed', { active: false }, { active: true }],
    ],
  );
});

test('A hold is told with its own reason, and whether the service has vanished', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, row('a'), row('b'));
  const [a, b] = ids as [number, number];
  const hold = (reason: string | null) =>
    app.transact((tx) =>
      changeServices(tx, [a, b], { source: 'sync', vanished: new Set([b]) }, async () => {
        const held = { held_at: reason === null ? null : new Date(), held_reason: reason };
        await tx.updateTable('services').set(held).execute();
      }),
    );
  assert.equal(await hold('not sold any more'), 2);
  assert.equal(await hold('still not sold'), 0, 'another reason is no other hold');
  assert.equal(await hold(null), 2);
  const changes = (await oldestFirst(app)).slice(2);
  assert.deepEqual(
    changes.map(({ serviceId, kind, reason }) => [serviceId, kind, reason]),
    [
      [a, 'held', 'not sold any more'],
      [b, 'vanished', 'not sold any more'],
      [a, 'released', null],
      [b, 'released', null],
    ],
  );
});

test('A change that is rolled back is told to nobody', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, row('a'));
  await assert.rejects(
    app.transact(async (tx) => {
      await setServiceActive(tx, ids[0] as number, false);
      throw new Error('no');
    }),
    /no/,
  );
  assert.equal((await oldestFirst(app)).length, 1);
});

test('Two changes of one service at once are told one after the other', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, row('a'));
  const rates = ['2', '3', '4', '5', '6'];
  await Promise.all(rates.map((rate) => importRows(app, row('a', { id: ids[0], rate }))));
  const changes = (await oldestFirst(app)).slice(1);
  assert.equal(changes.length, rates.length);
  changes.reduce((rate, { before, after }) => {
    assert.equal(before?.['rate'], rate);
    return after?.['rate'];
  }, '1.50' as unknown);
});

test('The feed is read newest first in pages, by service, and from a time on', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, row('a'), row('b'));
  for (const rate of ['2', '3', '4']) await importRows(app, row('a', { rate }));
  const first = await listServiceChanges(app.db, { limit: 2 });
  const next = await listServiceChanges(app.db, { limit: 9, beforeId: first[1]?.id ?? 0n });
  assert.deepEqual(
    [...first, ...next].map(({ name, after }) => [name, after?.['rate']]),
    [
      ['a', '4.00'],
      ['a', '3.00'],
      ['a', '2.00'],
      ['b', '1.50'],
      ['a', '1.50'],
    ],
  );
  const ofB = await listServiceChanges(app.db, { limit: 9, serviceId: ids[1] as number });
  assert.equal(ofB.length, 1);
  const at = first[0]?.at ?? new Date();
  assert.equal((await listServiceChanges(app.db, { limit: 9, since: at })).length, 1);
  const later = new Date(at.getTime() + 60_000);
  assert.deepEqual(await listServiceChanges(app.db, { limit: 9, since: later }), []);
});

test('What transactions wrote is read by their numbers, each row by one reader', async () => {
  await using app = await openTestApp();
  for (const rate of ['2', '3']) await importRows(app, row('a', { rate }));
  const rows = await app.db.selectFrom('service_changes').select('xid').orderBy('id').execute();
  const [first, second] = rows.map((one) => one.xid) as [string, string];
  const after = String(BigInt(second) + 1n);
  const read = async (fromXid: string, untilXid: string) =>
    (await readServiceChanges(app.db, { fromXid, untilXid })).map(({ kind }) => kind);
  assert.deepEqual(await read(first, second), ['new']);
  assert.deepEqual(await read(second, after), ['rate_up']);
  assert.deepEqual(await read('0', after), ['new', 'rate_up']);
  assert.deepEqual(await read(after, after), []);
});

test('A price by hand is pinned, one by a rule is not, and a file may say otherwise', async () => {
  await using app = await openTestApp();
  const pinned = async () =>
    (await app.db.selectFrom('services').select('rate_pinned').orderBy('id').execute()).map(
      (one) => one.rate_pinned,
    );
  const rows = [row('a'), row('b', { ratePinned: false })];
  await importRows(app, ...rows);
  assert.deepEqual(await pinned(), [true, false]);
  await importRows(app, row('a'), row('b'));
  assert.deepEqual(await pinned(), [true, false], 'the same rate changes nothing');
  await importRows(app, row('a', { ratePinned: 'no' }), row('b', { rate: parseRate('3') }));
  assert.deepEqual(await pinned(), [false, true]);
});
