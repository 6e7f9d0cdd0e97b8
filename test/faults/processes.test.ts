import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { countMigrations } from '#start/index.ts';
import { openKey } from '#test/support/api.ts';
import { startFleet } from '#test/support/fleet.ts';
import { makeOutsideShop } from '#test/support/outside-shop.ts';
import { runCommand } from '#test/support/panel-process.ts';
import { startRedis, withoutRedis } from '#test/support/redis-server.ts';
import { openAccount } from '#test/support/shop.ts';
import { killProcesses } from './killed-processes.ts';

const KILLS = 10;
const SEED = 20_261_122;

describe('several processes on one outside database', () => {
  test(`killed ${KILLS} times under load lose no order, double none, and the books are right`, async (t) => {
    const report = await killProcesses({ seed: SEED, kills: KILLS, ordersBetween: 150 });
    assert.ok(report.orders > KILLS, 'there was load');
    assert.equal(report.killed.serve + report.killed.worker, KILLS);
    t.diagnostic(JSON.stringify(report));
  });

  test('that start at the same moment on an empty one set it up once', async () => {
    await using shop = await makeOutsideShop();
    await using fleet = await startFleet(shop, ['serve', 'worker', 'serve', 'worker']);
    const applied = fleet.members.flatMap(({ panel }) => panel?.started.migrations ?? []);
    assert.equal(new Set(applied).size, applied.length, 'each migration was applied by one');
    assert.equal(applied.length, await countMigrations());
    await shop.work(async ({ db }) => {
      const shops = await db.selectFrom('shop').select('demo').execute();
      assert.deepEqual(shops, [{ demo: false }]);
      const tiers = await db.selectFrom('tiers').select('name').execute();
      assert.equal(new Set(tiers.map(({ name }) => name)).size, tiers.length);
    });
    for (const { code } of await fleet.stop()) assert.equal(code, 0);
  });

  test('never become a demo', async () => {
    await using shop = await makeOutsideShop({ NOTPANEL_DEMO: '1' });
    for (const command of [['serve', '--no-worker'], ['worker'], ['seed']]) {
      const { code, stderr } = await runCommand(command, await shop.env());
      assert.equal(code, 1);
      assert.match(stderr, /a demo is never put into DATABASE_URL/);
    }
  });
});

const KEY_LIMIT = 100;

/** Asks two processes in turn; how many calls passed, and how many were made, by the minute. */
async function callBoth(settings: NodeJS.ProcessEnv, calls: number) {
  await using shop = await makeOutsideShop(settings);
  const key = await shop.work(async (app) =>
    openKey(app, await openAccount(app), { requestsPerMinute: KEY_LIMIT }),
  );
  await using fleet = await startFleet(shop, ['serve', 'serve']);
  const urls = fleet.urls();
  const body = new URLSearchParams({ key, action: 'balance' });
  const minutes = new Map<string, { passed: number; made: number }>();
  await Promise.all(
    Array.from({ length: calls }, async (_, n) => {
      const answer = await fetch(urls[n % 2] ?? '', { method: 'POST', body });
      await answer.text();
      const reset = answer.headers.get('x-ratelimit-reset') ?? '';
      const counted = minutes.get(reset) ?? { passed: 0, made: 0 };
      counted.made += 1;
      if (answer.status === 200) counted.passed += 1;
      else assert.equal(answer.headers.get('x-ratelimit-deniedby'), 'key');
      minutes.set(reset, counted);
    }),
  );
  return [...minutes.values()];
}

describe('two processes that serve let pass together what the limit says', () => {
  const isExact = async (settings: NodeJS.ProcessEnv) => {
    for (const { passed, made } of await callBoth(settings, 2 * KEY_LIMIT)) {
      assert.equal(passed, Math.min(made, KEY_LIMIT));
    }
  };

  test('by their database', () => isExact({}));

  test('by a Redis', { skip: withoutRedis }, async () => {
    await using redis = await startRedis();
    await isExact({ REDIS_URL: redis.url });
  });

  test(
    'by a Redis that is away: each by itself, and no call fails',
    { skip: withoutRedis },
    async () => {
      await using redis = await startRedis();
      await redis.kill();
      for (const { passed, made } of await callBoth({ REDIS_URL: redis.url }, 2 * KEY_LIMIT)) {
        assert.ok(passed >= Math.min(made, KEY_LIMIT) && passed <= 2 * KEY_LIMIT);
      }
    },
  );

  test(
    'and refuse a Redis that refuses them, without its password',
    { skip: withoutRedis },
    async () => {
      await using redis = await startRedis('right-password');
      const REDIS_URL = redis.bareUrl.replace('//', '//:wrong-password@');
      await using shop = await makeOutsideShop({ REDIS_URL });
      const { code, stderr, stdout } = await runCommand(['serve', '--no-worker'], await shop.env());
      assert.equal(code, 1);
      assert.match(stderr, /^error: REDIS_URL: the server refuses/m);
      assert.doesNotMatch(stderr + stdout, /wrong-password/);
    },
  );
});
