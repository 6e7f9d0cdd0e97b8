import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '#lib/clock.ts';
import { parseRate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { notify } from '#platform/db/notify.ts';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { catalog, catalogNow, reloadCatalog } from './catalog.ts';
import { importServices } from './import-services.ts';
import type { NewService } from './new-service.ts';
import { routeServices } from './route-services.ts';
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

/** The same App with notifications by hand, and reads that are counted and can be held up. */
function watched(app: App, clock: Clock = app.clock) {
  const heard: ((payload: string | null) => void)[] = [];
  const watch = { connected: true, reads: 0, before: () => Promise.resolve() };
  const listener: App['listener'] = {
    on: (_topic, one) => void heard.push(one),
    get connected() {
      return watch.connected;
    },
    end: () => Promise.resolve(),
  };
  const rows: App['db']['rows'] = async (statement, values) => {
    watch.reads += 1;
    const wait = watch.before();
    wait.catch(() => {});
    const read = await app.db.rows(statement, values);
    await wait;
    return read;
  };
  return Object.assign(watch, {
    app: { ...app, clock, listener, db: { ...app.db, rows } } satisfies App,
    tell: (payload: string | null) => heard.forEach((one) => one(payload)),
  });
}

/** Reads that finish only when told to, in any order. */
function held(watch: ReturnType<typeof watched>) {
  const finish: (() => void)[] = [];
  watch.before = () => new Promise((resolve) => finish.push(resolve));
  return finish;
}

test('the catalogue has every service by id and lists the active ones in order', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(
    app,
    row('last', { position: 9 }),
    row('first', { position: 1, platform: 'Instagram' }),
    row('off', { position: 2, active: false }),
    row('other category', { category: 'Stories', position: 0 }),
  );
  const { services, list, version } = await catalog(app);
  assert.deepEqual(
    list.map((service) => service.name),
    ['first', 'last', 'other category'],
  );
  assert.equal(services.size, 4);
  assert.equal(services.get(ids[2] as number)?.active, false);
  assert.match(version, /^[\w-]{22}$/);
  assert.deepEqual(services.get(ids[1] as number), {
    id: ids[1],
    name: 'first',
    type: 'Default',
    category: 'Reels',
    platform: 'Instagram',
    rate: parseRate('1.5'),
    min: 10,
    max: 100,
    refill: false,
    cancel: false,
    dripfeed: false,
    guaranteeDays: null,
    refillCap: 3,
    delivery: 'paid_ads',
    deliveryNote: null,
    description: '',
    linkGuard: false,
    active: true,
    heldReason: null,
    averageMinutes: null,
    routes: [],
    providerId: null,
  });
});

test('concurrent first calls share one read, and later ones read nothing', async () => {
  await using app = await openTestApp();
  const watch = watched(app);
  assert.equal(catalogNow(watch.app), undefined, 'nothing is known yet');
  const all = await Promise.all(Array.from({ length: 20 }, () => catalog(watch.app)));
  assert.equal(new Set(all).size, 1);
  assert.equal(await catalog(watch.app), all[0]);
  assert.equal(catalogNow(watch.app), all[0]);
  assert.equal(watch.reads, 1);
});

test('many notifications make one reload, and readers keep the old one until then', async () => {
  await using app = await openTestApp();
  await importRows(app, row('a'));
  const watch = watched(app);
  const old = await catalog(watch.app);
  await importRows(app, row('b'));
  const { promise: reloading, resolve } = Promise.withResolvers<void>();
  watch.before = async () => resolve();
  for (let n = 0; n < 100; n += 1) watch.tell(String(n));
  assert.equal(catalogNow(watch.app), old);
  await reloading;
  const fresh = await reloadCatalog(watch.app);
  assert.equal(fresh.list.length, 2);
  assert.equal(catalogNow(watch.app), fresh);
  assert.equal(watch.reads, 3, 'the first, one for the notifications, and ours');
});

test('a read that began before a notification does not count as its answer', async () => {
  await using app = await openTestApp();
  await importRows(app, row('a'));
  const watch = watched(app);
  const finish = held(watch);
  const early = catalog(watch.app);
  watch.tell('1');
  const late = reloadCatalog(watch.app);
  assert.equal(watch.reads, 2);
  finish[1]?.();
  const fresh = await late;
  finish[0]?.();
  assert.equal(await early, fresh, 'the slow early read does not bring the old one back');
  assert.equal(catalogNow(watch.app), fresh);
});

test('an unchanged catalogue stays the same object', async () => {
  await using app = await openTestApp();
  await importRows(app, row('a'));
  const before = await catalog(app);
  assert.equal(await reloadCatalog(app), before);
});

test('every change of a service is another version, equal content is an equal one', async () => {
  await using app = await openTestApp();
  const { ids } = await importRows(app, row('a'));
  const versions = [(await reloadCatalog(app)).version];
  for (const change of [{ rate: '1.6' }, { description: 'x' }, { deliveryNote: 'x' }]) {
    await importRows(app, row('a', change));
    versions.push((await reloadCatalog(app)).version);
  }
  await app.transact((tx) => setServiceActive(tx, ids[0] as number, false));
  versions.push((await reloadCatalog(app)).version);
  assert.equal(new Set(versions).size, 5);
  await app.transact((tx) => setServiceActive(tx, ids[0] as number, true));
  await importRows(app, row('a'));
  assert.equal((await reloadCatalog(app)).version, versions[0]);
  assert.equal((await catalog(watched(app).app)).version, versions[0], 'in another process too');
});

test('without notifications the memory is believed for one second', async () => {
  await using app = await openTestApp();
  await importRows(app, row('a'));
  let now = 5_000;
  const watch = watched(app, { now: () => now });
  watch.connected = false;
  await catalog(watch.app);
  await importRows(app, row('b'));
  now += 1_000;
  assert.equal((await catalog(watch.app)).list.length, 1);
  now += 1;
  assert.equal(catalogNow(watch.app), undefined);
  assert.equal((await catalog(watch.app)).list.length, 2);
  assert.equal(watch.reads, 2);
});

test('after a gap in the notifications nothing older than a second is believed', async () => {
  await using app = await openTestApp();
  await importRows(app, row('a'));
  let now = 5_000;
  const watch = watched(app, { now: () => now });
  await catalog(watch.app);
  now += 60_000;
  assert.notEqual(catalogNow(watch.app), undefined);
  await importRows(app, row('b'));
  watch.tell(null);
  assert.equal(catalogNow(watch.app), undefined);
  assert.equal((await catalog(watch.app)).list.length, 2);
});

test('a reload that fails is made up for, and the old one ends after a second', async () => {
  await using app = await openTestApp();
  await importRows(app, row('a'));
  let now = 5_000;
  const watch = watched(app, { now: () => now });
  await catalog(watch.app);
  await importRows(app, row('b'));
  watch.before = () => Promise.reject(new Error('away'));
  await assert.rejects(reloadCatalog(watch.app), /away/);
  assert.equal((await catalog(watch.app)).list.length, 1);
  now += 1_001;
  await assert.rejects(catalog(watch.app), /away/);
  watch.before = () => Promise.resolve();
  assert.equal((await catalog(watch.app)).list.length, 2);
  assert.notEqual(catalogNow(watch.app), undefined);
});

test('a held service is known but not listed, and a paused provider is noticed', async () => {
  await using app = await openTestApp();
  await using other = openSecondApp(app);
  const { ids } = await importRows(app, row('a'), row('b'));
  const [a, b] = ids as [number, number];
  const providerId = await app.transact(async (tx) => {
    const provider = { name: 'one', url: 'https://provider.test', key_sealed: Buffer.from('x') };
    const added = tx.insertInto('providers').values(provider).returning('id');
    const { id } = await added.executeTakeFirstOrThrow();
    await routeServices(tx, [{ serviceId: a, providerId: id, providerService: '1' }]);
    const held = { held_at: new Date(), held_reason: 'it costs twice as much' };
    await tx.updateTable('services').set(held).where('id', '=', b).execute();
    return id;
  });
  const { list, services } = await reloadCatalog(other);
  assert.deepEqual(
    list.map(({ id }) => id),
    [a],
  );
  assert.equal(services.get(b)?.heldReason, 'it costs twice as much');
  await app.transact(async (tx) => {
    await tx.updateTable('providers').set({ paused: true }).execute();
    await notify(tx, 'providers', providerId);
  });
  const noticed = async () => (await catalog(other)).services.get(a)?.routes.length === 0;
  await eventually(noticed, 1_000);
});

test('what another process changes arrives through the database', async () => {
  await using app = await openTestApp();
  await using other = openSecondApp(app);
  await importRows(app, row('a'));
  await catalog(other);
  await importRows(app, row('b'));
  await eventually(async () => (await catalog(other)).list.length === 2, 1_000);
});
