import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { systemClock } from '#lib/clock.ts';
import { openLog } from '#platform/log.ts';
import { eventually } from '#test/support/eventually.ts';
import { shareInRedis } from '#test/support/limit-stores.ts';
import { startRedis, withoutRedis } from '#test/support/redis-server.ts';
import type { App } from '../app.ts';
import type { Layer } from './decision.ts';
import { openRedisStore } from './redis-store.ts';
import { take } from './take.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const BACK_WITHIN_MS = 10_000; // reliability R2
const SILENCE_MS = 5_000; // longer than a silent connection is kept
const SLOWEST_MS = 2_000; // half a second in which a stalled store is waited for, on a busy machine

const layer = (limit: number, subject = 'key/1'): Layer => ({ name: 'key', subject, limit });

async function countAllowed(app: App, calls: number, of: Layer): Promise<number> {
  const decisions = await Promise.all(Array.from({ length: calls }, () => take(app, [of])));
  return decisions.filter(({ allowed }) => allowed).length;
}

/** Asks until the second process knows what the first one counted; answers how long it took. */
function untilShared(first: App, second: App): Promise<number> {
  return eventually(async () => {
    const probe = layer(2, `key/${randomUUID()}`);
    await take(first, [probe]);
    return (await take(second, [probe])).remaining === 0;
  }, BACK_WITHIN_MS);
}

describe('limits that are shared in Redis', { skip: withoutRedis }, () => {
  test('fail no call when it is killed under load, are kept by each process, and shared again', async (t) => {
    const time = { now: NOON };
    await using shop = await shareInRedis({ now: () => time.now });
    const second = await shop.another();
    const apps = [shop.app, second];
    let calls = 0;
    let slowest = 0;
    let busy = true;
    const client = async (n: number) => {
      while (busy) {
        const asked = performance.now();
        await take(apps[n % 2] as App, [layer(5, `key/load${(calls += 1) % 500}`)]);
        slowest = Math.max(slowest, performance.now() - asked);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const load = Promise.all(Array.from({ length: 20 }, (_, n) => client(n)));
    assert.equal(await countAllowed(shop.app, 4, layer(10)), 4);
    await shop.redis.kill();
    assert.equal(await countAllowed(shop.app, 50, layer(10)), 6, 'it goes on from what it knew');
    assert.equal(await countAllowed(second, 50, layer(10)), 10, 'the other one knew of none');
    time.now += 60_000;
    assert.equal(await countAllowed(shop.app, 50, layer(10)), 10, 'the minute turns all the same');
    await shop.redis.restart();
    const backAfter = await untilShared(shop.app, second);
    busy = false;
    await load;
    time.now += 60_000;
    const together =
      (await countAllowed(shop.app, 30, layer(10))) + (await countAllowed(second, 30, layer(10)));
    assert.equal(together, 10);
    assert.ok(slowest < SLOWEST_MS, `${slowest} ms`);
    t.diagnostic(
      `${calls} calls, slowest ${Math.round(slowest)} ms, shared again after ${Math.round(backAfter)} ms`,
    );
  });

  test('are kept by each process while it answers nobody, and shared again when it does', async (t) => {
    await using shop = await shareInRedis({ now: () => NOON });
    const second = await shop.another();
    assert.equal(await countAllowed(shop.app, 3, layer(10)), 3);
    shop.redis.stall();
    const asked = performance.now();
    assert.equal(await countAllowed(shop.app, 50, layer(10)), 7);
    assert.ok(performance.now() - asked < SLOWEST_MS);
    const later = performance.now();
    await eventually(async () => {
      assert.equal((await take(shop.app, [layer(10)])).allowed, false);
      return performance.now() - later > SILENCE_MS;
    }, 2 * SILENCE_MS);
    shop.redis.resume();
    t.diagnostic(`shared again after ${Math.round(await untilShared(shop.app, second))} ms`);
  });

  test('are told afterwards what was admitted without it', async () => {
    await using shop = await shareInRedis({ now: () => NOON });
    const second = await shop.another();
    await shop.redis.kill();
    assert.equal(await countAllowed(shop.app, 7, layer(10)), 7);
    await shop.redis.restart();
    await untilShared(shop.app, second);
    assert.equal(await countAllowed(shop.app, 1, layer(10)), 1);
    assert.equal(await countAllowed(second, 20, layer(10)), 2);
  });

  test('are each shop’s own in a Redis of several', async () => {
    await using redis = await startRedis();
    const log = openLog('silent');
    const open = () => openRedisStore({ url: redis.url, shop: randomUUID(), log });
    const stores = [await open(), await open()];
    for (const store of stores) {
      const minute = Math.floor(systemClock.now() / 60_000);
      const claims = [[{ name: 'key', subject: 'key/1', limit: 1 }]] as const;
      const { decisions } = await store.take(claims, minute, () => 0);
      assert.deepEqual(
        decisions.map(({ allowed }) => allowed),
        [true],
      );
      store.end();
    }
  });
});

describe('a start with REDIS_URL', { skip: withoutRedis }, () => {
  const log = openLog('silent');

  test('is refused where the server refuses the password or the database, without repeating either', async () => {
    await using redis = await startRedis('right-password');
    const wrong = [
      redis.bareUrl,
      redis.bareUrl.replace('//', '//:wrong-password@'),
      `${redis.url}/9999`,
    ];
    for (const url of wrong) {
      await assert.rejects(openRedisStore({ url, shop: 'a', log }), (error: Error) => {
        assert.match(error.message, /^REDIS_URL: /);
        assert.doesNotMatch(error.message, /password@|wrong-|right-|9999/);
        return true;
      });
    }
  });

  test('goes on where nobody answers', async () => {
    await using redis = await startRedis();
    await redis.kill();
    const store = await openRedisStore({ url: redis.url, shop: 'a', log });
    assert.equal(store.isReady, false);
    await assert.rejects(store.take([], 1, () => 0));
    await redis.restart();
    await eventually(() => store.isReady, BACK_WITHIN_MS);
    store.end();
  });
});
