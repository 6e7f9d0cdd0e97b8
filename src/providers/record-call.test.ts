import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openSecondApp, openTestApp, shutDatabase, type TestApp } from '#test/support/database.ts';
import { movedClock } from '#test/support/provider-desk.ts';
import { addProvider } from './add-provider.ts';
import { callProvider } from './call-provider.ts';
import { findProvider } from './list-providers.ts';
import { readHealth } from './read-health.ts';
import { flushCalls, recordCall, sweepCalls } from './record-call.ts';

const DAY_MS = 24 * 3_600_000;

const add = async (app: TestApp) => {
  const url = 'https://provider.example/api/v2';
  return (await addProvider(app, { url, key: 'k', name: crypto.randomUUID() })).id;
};

const healthOf = async (app: TestApp, id: number) => {
  const { calls, failed, meanMs, slowestMs } =
    (await readHealth(app.db, new Date(app.clock.now()))).get(id) ?? {};
  return { calls, failed, meanMs, slowestMs };
};

describe('calls to providers', () => {
  test('are counted by what processes measured, over the last hour', async () => {
    const clock = movedClock();
    await using app = await openTestApp({ clock });
    await using other = openSecondApp(app);
    const id = await add(app);
    recordCall(app, id, { action: 'add', ms: 100, failed: false });
    recordCall(app, id, { action: 'status', ms: 20, failed: true });
    recordCall(other, id, { action: 'add', ms: 300, failed: false });
    await flushCalls(app);
    await flushCalls(app);
    await flushCalls(other);
    const measured = { calls: 3, failed: 1, meanMs: 140, slowestMs: 300 };
    assert.deepEqual(await healthOf(app, id), measured);
    clock.move(61 * 60_000);
    const nothing = { calls: 0, failed: 0, meanMs: null, slowestMs: null };
    assert.deepEqual(await healthOf(app, id), nothing);
  });

  test('are measured by the clock, those that never left as failures', async () => {
    const clock = movedClock();
    await using app = await openTestApp({
      clock,
      post: (request) => {
        clock.move(70);
        const answer = { kind: 'answer', status: 200, headers: {}, text: '{}' } as const;
        const gone = { kind: 'never_sent', error: 'ECONNREFUSED' } as const;
        return Promise.resolve(request.body.includes('action=balance') ? gone : answer);
      },
    });
    const provider = await findProvider(app.db, await add(app));
    await callProvider(app, provider, 'balance', {});
    await callProvider(app, provider, 'status', {});
    await flushCalls(app);
    const { calls, failed, meanMs, slowestMs } = await healthOf(app, provider.id);
    assert.deepEqual([calls, failed], [2, 1]);
    assert.ok(meanMs !== null && slowestMs !== null && meanMs !== undefined);
    assert.ok(meanMs >= 70 && (slowestMs ?? 0) < 1_000);
  });

  test('are counted once the database is back', async () => {
    await using app = await openTestApp();
    const id = await add(app);
    recordCall(app, id, { action: 'add', ms: 5, failed: false });
    const { open } = await shutDatabase(app);
    await assert.rejects(flushCalls(app));
    recordCall(app, id, { action: 'add', ms: 7, failed: false });
    await open();
    await flushCalls(app);
    assert.equal((await healthOf(app, id)).calls, 2);
  });

  test('are forgotten after a week', async () => {
    const clock = movedClock();
    await using app = await openTestApp({ clock });
    const id = await add(app);
    recordCall(app, id, { action: 'add', ms: 5, failed: false });
    await flushCalls(app);
    const sweep = () => app.transact((tx) => sweepCalls(tx, new Date(clock.now())));
    const kept = async () =>
      (await app.db.selectFrom('provider_calls').selectAll().execute()).length;
    clock.move(6 * DAY_MS);
    await sweep();
    assert.equal(await kept(), 1);
    clock.move(2 * DAY_MS);
    await sweep();
    assert.equal(await kept(), 0);
  });

  test('say of the breaker the worst that a worker has', async () => {
    await using app = await openTestApp();
    const id = await add(app);
    const now = new Date(app.clock.now());
    const breakerOf = async () => (await readHealth(app.db, now)).get(id)?.breaker;
    assert.equal(await breakerOf(), 'closed');
    const tell = (worker: string, state: 'closed' | 'half_open' | 'open', since = now) =>
      app.transact((tx) =>
        tx
          .insertInto('provider_breakers')
          .values({ provider_id: id, worker, state, since, reason: 'it does not answer' })
          .execute(),
      );
    await tell('gone', 'open', new Date(now.getTime() - 10 * 60_000));
    assert.equal(await breakerOf(), 'closed');
    await tell('one', 'closed');
    await tell('two', 'half_open');
    assert.equal(await breakerOf(), 'half_open');
    await tell('three', 'open');
    assert.equal(await breakerOf(), 'open');
  });
});
