import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { catalog, listServiceChanges, reloadCatalog } from '#catalog/index.ts';
import { openSubmitLane } from '#fulfilment/index.ts';
import { checkBooks, countReroutes, placeOrder } from '#orders/index.ts';
import { findProvider } from '#providers/index.ts';
import { listHeld, syncProvider } from '#supply/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { movedClock, type MovedClock } from '#test/support/provider-desk.ts';
import { openAccount, orderOf } from '#test/support/shop.ts';
import { castFor, type DemoRole } from './cast.ts';
import { findDemoProviders, startDemoProviders } from './demo-providers.ts';
import { seedDemo } from './seed-demo.ts';

const ACTOR = { kind: 'system', name: 'test' } as const;
const UNTIL_AFTER_THE_NIGHT_MS = 60_000;
const RETRY_MS = 120_000; // longer than any pause of what was never sent

type Stage = AsyncDisposable & {
  app: TestApp;
  clock: MovedClock;
  idOf(role: DemoRole): number;
};

async function openDemo(): Promise<Stage> {
  const clock = movedClock();
  await using opened = new AsyncDisposableStack();
  const app = opened.use(await openTestApp({ clock }));
  await app.transact((tx) =>
    tx.insertInto('shop').values({ currency: 'USD', demo: true }).execute(),
  );
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  opened.defer(() => rm(folder, { recursive: true }));
  await seedDemo(app);
  opened.use(await startDemoProviders(app, folder));
  const providers = await findDemoProviders(app.db);
  const held = opened.move();
  return {
    app,
    clock,
    idOf: (role) => providers.find((one) => one.role === role)?.id ?? 0,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

describe('the demo', () => {
  test('After the night small changes of price are followed and large ones held', async () => {
    await using demo = await openDemo();
    const { app, clock } = demo;
    const sync = () => syncProvider(app, demo.idOf('dearer'), { actor: ACTOR });
    const evening = await sync();
    assert.deepEqual([evening.changed, evening.held, evening.error], [0, 0, null]);
    const sold = (await catalog(app)).list.length;
    const madeAt = new Date(clock.now());
    clock.move(UNTIL_AFTER_THE_NIGHT_MS);
    const morning = await sync();
    assert.ok(morning.changed > 0 && morning.held > 0, JSON.stringify(morning));
    await sync();
    const held = await listHeld(app.db);
    assert.ok(
      held.some(({ route }) => route === null),
      'some are not sold',
    );
    assert.ok(
      held.some(({ route }) => route !== null),
      'some go on with another provider',
    );
    const changes = await listServiceChanges(app.db, { since: madeAt, limit: 1_000 });
    const kinds = new Set(changes.map(({ kind }) => kind));
    for (const kind of ['rate_up', 'rate_down', 'held', 'vanished'] as const) {
      assert.ok(kinds.has(kind), kind);
    }
    const unsold = held.filter(({ route }) => route === null).length;
    assert.equal((await reloadCatalog(app)).list.length, sold - unsold);
  });

  test('The steady provider offers just what the shop sells, at what the shop pays', async () => {
    await using demo = await openDemo();
    const report = await syncProvider(demo.app, demo.idOf('steady'), { actor: ACTOR });
    assert.deepEqual([report.changed, report.held, report.error], [0, 0, null]);
    assert.equal(report.offers, 3_000);
  });

  test('Orders for the provider that is down are delivered by the one behind it', async () => {
    await using demo = await openDemo();
    const { app, clock } = demo;
    const service = (await catalog(app)).list.find(
      (one) => castFor(one)[0] === 'down' && one.min <= 1_000 && one.max >= 1_000,
    );
    assert.ok(service);
    const account = await openAccount(app, { balance: '1000000' });
    const { orderId } = await placeOrder(app, orderOf(account, service));
    const down = await findProvider(app.db, demo.idOf('down'));
    const lane = openSubmitLane(app, down, { worker: 'test' });
    let calls = 0;
    while ((await lane.fill()) > 0) {
      await lane.quiet();
      clock.move(RETRY_MS);
      calls += 1;
    }
    assert.ok(calls > 0);
    assert.equal((await countReroutes(app.db, new Date(0))).get(down.id), 1);
    const steady = await findProvider(app.db, demo.idOf('steady'));
    const next = openSubmitLane(app, steady, { worker: 'test' });
    assert.equal(await next.fill(), 1);
    await next.quiet();
    const order = await app.db
      .selectFrom('orders')
      .select(['status', 'provider_id'])
      .where('id', '=', orderId)
      .executeTakeFirstOrThrow();
    assert.deepEqual(order, { status: 'in_progress', provider_id: steady.id });
    assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  });
});
