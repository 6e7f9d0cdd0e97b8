import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemClock } from '#lib/clock.ts';
import type { App } from '#platform/app.ts';
import { take, type Layer } from '#platform/limits/index.ts';
import { SHARED_IN } from '#test/support/limit-stores.ts';

// reliability.md, R1 and R5.
const CALLS = 1_000_000;
const CLIENTS_EACH = 50;
const MINUTES = 10;
const LIMIT = 7_500; // every minute's calls are ten times as many
const MOST_MS = 3;
const DECISIONS = 20_000;

const NOON = Date.UTC(2026, 10, 22, 12);
const MINUTE_MS = 60_000;

for (const { place, skip, open } of SHARED_IN) {
  describe(`limits that are shared in ${place}`, { skip }, () => {
    test('are exact over a million calls of four processes in ten minutes', async () => {
      const time = { now: NOON };
      await using shop = await open({ now: () => time.now });
      const apps = [shop.app, await shop.another(), await shop.another(), await shop.another()];
      const layer: Layer = { name: 'tier', subject: 'tier/1', limit: LIMIT };
      const passed = new Map<number, number>();
      let made = 0;
      const client = async (app: App) => {
        while (made < CALLS) {
          made += 1;
          time.now = NOON + Math.floor((made * MINUTES) / (CALLS + 1)) * MINUTE_MS;
          const { allowed, resetAt } = await take(app, [layer]);
          if (allowed) passed.set(resetAt, (passed.get(resetAt) ?? 0) + 1);
        }
      };
      await Promise.all(
        apps.flatMap((app) => Array.from({ length: CLIENTS_EACH }, () => client(app))),
      );
      const counts = Array.from({ length: MINUTES }, (_, n) =>
        passed.get((NOON + (n + 1) * MINUTE_MS) / 1_000),
      );
      assert.deepEqual(counts, Array<number>(MINUTES).fill(LIMIT));
    });

    test(`are decided within ${MOST_MS} ms, 99 times of a hundred`, async (t) => {
      await using shop = await open(systemClock);
      const took: number[] = [];
      for (let n = 0; n < DECISIONS; n += 1) {
        const asked = performance.now();
        await take(shop.app, [{ name: 'ip', subject: `ip/${n}`, limit: 300 }]);
        took.push(performance.now() - asked);
      }
      took.sort((a, b) => a - b);
      const [half = 0, p99 = 0] = [took[DECISIONS / 2], took[Math.floor(DECISIONS * 0.99)]];
      t.diagnostic(`median ${half.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`);
      assert.ok(p99 <= MOST_MS, `${p99} ms`);
    });
  });
}
