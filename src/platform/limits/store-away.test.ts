import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { App } from '../app.ts';
import { openSecondApp, openTestApp, shutDatabase } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import type { Layer } from './decision.ts';
import { take } from './take.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const BACK_WITHIN_MS = 10_000; // reliability R2

const layer = (limit: number, subject = 'key/1'): Layer => ({ name: 'key', subject, limit });

async function takeMany(app: App, count: number, of: Layer): Promise<number> {
  const decisions = await Promise.all(Array.from({ length: count }, () => take(app, [of])));
  return decisions.filter(({ allowed }) => allowed).length;
}

test('with the store down each process keeps the limit itself, and shares it again by itself', async () => {
  let now = NOON;
  await using app = await openTestApp({ clock: { now: () => now } });
  await using second = openSecondApp(app);
  assert.equal(await takeMany(app, 4, layer(10)), 4);
  const store = await shutDatabase(app);
  assert.equal(await takeMany(app, 50, layer(10)), 6, 'it goes on from what it knew');
  assert.equal(await takeMany(second, 50, layer(10)), 10, 'the other one knew of none');
  now += 60_000;
  assert.equal(await takeMany(app, 50, layer(10)), 10, 'the minute turns without the store too');
  await store.open();

  now += 60_000;
  let n = 0;
  const isShared = async () => {
    const probe = layer(2, `key/probe${(n += 1)}`);
    await take(app, [probe]);
    return (await take(second, [probe])).remaining === 0;
  };
  await eventually(isShared, BACK_WITHIN_MS);
  assert.equal((await takeMany(app, 30, layer(10))) + (await takeMany(second, 30, layer(10))), 10);
});

test('what was admitted without the store is told to it afterwards', async () => {
  await using app = await openTestApp({ clock: { now: () => NOON } });
  let broken = true;
  const flaky: App = {
    ...app,
    transact: (work) =>
      broken ? Promise.reject(new Error('the database is away')) : app.transact(work),
  };
  assert.equal(await takeMany(flaky, 7, layer(10)), 7);
  broken = false;
  const isShared = async () => {
    await take(flaky, [layer(1_000_000, 'key/2')]);
    return (await app.db.selectFrom('rate_windows').selectAll().execute()).length > 0;
  };
  await eventually(isShared, BACK_WITHIN_MS);
  await using second = openSecondApp(app);
  assert.equal(await takeMany(flaky, 1, layer(10)), 1);
  assert.equal(await takeMany(second, 20, layer(10)), 2);
});

test('a store that does not answer holds a call up for half a second, once', async () => {
  await using app = await openTestApp({ clock: { now: () => NOON } });
  let release = () => {};
  const stuck = new Promise<void>((resolve) => (release = resolve));
  let asked = 0;
  const warnings: unknown[] = [];
  const slow: App = {
    ...app,
    log: { ...app.log, warn: (...what: unknown[]) => warnings.push(what) } as unknown as App['log'],
    async transact(work) {
      asked += 1;
      if (asked === 1) await stuck;
      return app.transact(work);
    },
  };
  const started = performance.now();
  assert.equal(await takeMany(slow, 20, layer(10)), 10);
  const first = performance.now() - started;
  assert.ok(first < 2_000, `${first} ms`);
  assert.equal(await takeMany(slow, 20, layer(10, 'key/2')), 10);
  assert.equal(asked, 1, 'nobody else waits for it');
  assert.equal(warnings.length, 1);
  release();
  const isShared = async () => {
    await take(slow, [layer(1_000_000, 'key/3')]);
    return asked > 1;
  };
  await eventually(isShared, BACK_WITHIN_MS);
});
