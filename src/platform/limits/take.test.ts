import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { App } from '../app.ts';
import { openTestApp } from '#test/support/database.ts';
import { SHARED_IN } from '#test/support/limit-stores.ts';
import type { Decision, Layer, LayerName } from './decision.ts';
import { take } from './take.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The rules of contract 4, said again as plainly as possible. */
function reference() {
  const windows = new Map<string, { minute: number; used: number }>();
  const open = (subject: string, minute: number) => {
    const known = windows.get(subject);
    if (known && (known.minute === minute || known.minute === minute + 1)) return known;
    const fresh = { minute, used: 0 };
    windows.set(subject, fresh);
    return fresh;
  };
  return (layers: readonly Layer[], now: number) => {
    const standings = layers
      .filter((layer) => layer.limit !== null)
      .map((layer) => {
        const window = open(layer.subject, Math.floor(now / MINUTE));
        return { name: layer.name, limit: layer.limit ?? 0, window };
      });
    const spent = standings.filter(({ limit, window }) => window.used >= limit);
    if (spent.length === 0) for (const { window } of standings) window.used += 1;
    const told = standings.map(({ name, limit, window }) => ({
      name,
      limit,
      remaining: Math.max(0, limit - window.used),
      resetAt: (window.minute + 1) * 60,
    }));
    const tightest = told.toSorted((a, b) => a.remaining - b.remaining)[0];
    const denying = told.find(({ name }) => name === spent[0]?.name);
    const shown = denying ?? tightest;
    const decision: Decision = {
      allowed: spent.length === 0,
      deniedBy: spent[0]?.name,
      limit: shown?.limit ?? Infinity,
      remaining: shown?.remaining ?? Infinity,
      resetAt: shown?.resetAt ?? (Math.floor(now / MINUTE) + 1) * 60,
      tierRemaining: told.find(({ name }) => name === 'tier')?.remaining,
    };
    return { decision, spent: spent.map(({ name }) => name) };
  };
}

type Step =
  | { do: 'call'; ip: number; key: number; process: number }
  | { do: 'move'; by: number }
  | { do: 'wait' };

const call = fc.record({
  do: fc.constant('call' as const),
  ip: fc.nat(1),
  key: fc.nat(2),
  process: fc.nat(1),
});
const forward = fc.integer({ min: 0, max: 90_000 });
// Far enough never to come back to a minute that was counted before.
const jumps = fc.constantFrom(-DAY, 10_000 * DAY);
const steps = (moves: fc.Arbitrary<number>) =>
  fc.array(
    fc.oneof(
      { weight: 20, arbitrary: call },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('move' as const), by: moves }) },
      { weight: 2, arbitrary: fc.constant({ do: 'wait' as const }) },
    ),
    { minLength: 10, maxLength: 60 },
  );

const limits = fc.record({
  ip: fc.integer({ min: 1, max: 12 }),
  key: fc.option(fc.integer({ min: 1, max: 6 })),
  tier: fc.option(fc.integer({ min: 1, max: 10 })),
});
type Limits = { ip: number; key: number | null; tier: number | null };

let runs = 0;

/** Plays a schedule as the API would: the address first, and only then key and tier together. */
async function play(apps: App[], time: { now: number }, schedule: Step[], limit: Limits) {
  const run = `run${(runs += 1)}`;
  const expect = reference();
  let denied: { layers: Layer[]; app: App; resetAt: number } | undefined;

  const callOnce = async (app: App, layers: Layer[]) => {
    const { decision: expected, spent } = expect(layers, time.now);
    const decision = await take(app, layers);
    if (apps.length === 1) assert.deepEqual(decision, expected);
    // Of two spent layers a process may know only the second; either is the truth.
    assert.equal(decision.allowed, expected.allowed);
    assert.ok(decision.allowed || spent.includes(decision.deniedBy as LayerName));
    if (spent.length === 1) denied = { layers, app, resetAt: decision.resetAt };
    return decision;
  };

  for (const step of schedule) {
    if (step.do === 'move') time.now += step.by;
    else if (step.do === 'wait') {
      if (!denied) continue;
      time.now = denied.resetAt * 1_000;
      const { app, layers } = denied;
      const again = await callOnce(app, layers);
      assert.ok(again.allowed, 'a call at the instant that Reset named was refused');
      denied = undefined;
    } else {
      denied = undefined;
      const app = apps[step.process % apps.length] as App;
      const ip: Layer = { name: 'ip', subject: `ip/${run}/${step.ip}`, limit: limit.ip };
      if (!(await callOnce(app, [ip])).allowed) continue;
      await callOnce(app, [
        { name: 'key', subject: `key/${run}/${step.key}`, limit: limit.key },
        { name: 'tier', subject: `tier/${run}`, limit: limit.tier },
      ]);
    }
  }
}

const moves = fc.array(
  fc.oneof(forward, fc.constantFrom(-1_000, -MINUTE, -3 * MINUTE, HOUR, -HOUR, DAY, -DAY)),
  { maxLength: 20 },
);

/** After each move of the clock: calls until one is refused, and again when it was told to. */
async function refuseAndWait(app: App, time: { now: number }, moved: number[], limit: number) {
  const layer: Layer = { name: 'key', subject: `key/moved${(runs += 1)}`, limit };
  for (const by of moved) {
    time.now += by;
    let decision = await take(app, [layer]);
    for (let n = 0; decision.allowed && n < limit; n += 1) decision = await take(app, [layer]);
    assert.equal(decision.deniedBy, 'key');
    const wait = decision.resetAt * 1_000 - time.now;
    assert.ok(wait > 0 && wait <= 2 * MINUTE, `${wait} ms`);
    const before = time.now;
    time.now += wait;
    assert.ok((await take(app, [layer])).allowed);
    time.now = before;
  }
}

const countAllowed = (decisions: Decision[]) => decisions.filter(({ allowed }) => allowed).length;

for (const { place, skip, open } of SHARED_IN) {
  describe(`limits that are shared in ${place}`, { skip }, () => {
    test('answer as the reference does, over random schedules with a clock that jumps', async () => {
      const time = { now: NOON };
      await using shop = await open({ now: () => time.now });
      await fc.assert(
        fc.asyncProperty(steps(fc.oneof(forward, jumps)), limits, (schedule, limit) => {
          time.now = NOON;
          return play([shop.app], time, schedule, limit);
        }),
        { numRuns: 50 },
      );
    });

    test('let a refused call pass at its Reset, however the clock is moved, two minutes ahead at most', async () => {
      const time = { now: NOON };
      const clock = { now: () => time.now };
      await using shop = await open(clock);
      await fc.assert(
        fc.asyncProperty(moves, fc.integer({ min: 1, max: 4 }), async (moved, limit) => {
          time.now = NOON;
          await refuseAndWait(shop.app, time, moved, limit);
        }),
        { numRuns: 50 },
      );
    });

    test('admit to two processes together what one would, over random schedules', async () => {
      const time = { now: NOON };
      await using shop = await open({ now: () => time.now });
      const apps = [shop.app, await shop.another()];
      await fc.assert(
        fc.asyncProperty(steps(forward), limits, (schedule, limit) => {
          time.now = NOON;
          return play(apps, time, schedule, limit);
        }),
        { numRuns: 50 },
      );
    });

    test('let exactly the limit of a thousand simultaneous calls on two processes pass', async () => {
      await using shop = await open({ now: () => NOON });
      const second = await shop.another();
      const layer: Layer = { name: 'ip', subject: 'ip/203.0.113.7', limit: 300 };
      const decisions = await Promise.all(
        Array.from({ length: 1_000 }, (_, n) => take(n % 2 ? shop.app : second, [layer])),
      );
      assert.equal(countAllowed(decisions), 300);
      const remaining = decisions.filter((one) => one.allowed).map((one) => one.remaining);
      assert.deepEqual(
        remaining.toSorted((a, b) => a - b),
        Array.from({ length: 300 }, (_, n) => n),
        'every admitted call has a place of its own',
      );
    });

    test('are exact in both minutes when four processes are busy while one turns into the next', async () => {
      const time = { now: NOON - 1 };
      const clock = { now: () => time.now };
      await using shop = await open(clock);
      const apps = [shop.app, await shop.another(), await shop.another(), await shop.another()];
      const layer: Layer = { name: 'tier', subject: 'tier/9', limit: 1_000 };
      const allowed = new Map<number, number>();
      let asked = 0;
      const client = async (app: App) => {
        for (let n = 0; n < 20; n += 1) {
          if ((asked += 1) === 2_000) time.now = NOON;
          const { allowed: passes, resetAt } = await take(app, [layer]);
          if (passes) allowed.set(resetAt, (allowed.get(resetAt) ?? 0) + 1);
        }
      };
      await Promise.all(apps.flatMap((app) => Array.from({ length: 50 }, () => client(app))));
      assert.deepEqual(Object.fromEntries(allowed), {
        [NOON / 1_000]: 1_000,
        [NOON / 1_000 + 60]: 1_000,
      });
    });

    test('are one window at the turn of a minute to hosts whose clocks differ a little', async () => {
      await using shop = await open({ now: () => NOON });
      const behind = await shop.another({ now: () => NOON - 100 });
      const layer: Layer = { name: 'key', subject: 'key/1', limit: 10 };
      const decisions = [];
      for (let n = 0; n < 30; n += 1)
        decisions.push(await take(n % 2 ? behind : shop.app, [layer]));
      assert.equal(countAllowed(decisions), 10);
      for (const { resetAt } of decisions) assert.equal(resetAt, NOON / 1_000 + 60);
    });

    test('count on no key what the tier refuses, however many calls race', async () => {
      await using shop = await open({ now: () => NOON });
      const second = await shop.another();
      const layers = (key: number): Layer[] => [
        { name: 'key', subject: `key/${key}`, limit: 80 },
        { name: 'tier', subject: 'tier/1', limit: 100 },
      ];
      const decisions = await Promise.all(
        Array.from({ length: 800 }, (_, n) =>
          take(n % 2 ? shop.app : second, layers((n >> 1) % 3)),
        ),
      );
      assert.equal(countAllowed(decisions), 100);
      const fresh = await shop.another();
      const most = 1_000_000;
      const used = async (name: LayerName, subject: string) =>
        most - 1 - (await take(fresh, [{ name, subject, limit: most }])).remaining;
      assert.equal(await used('tier', 'tier/1'), 100);
      const keys = await Promise.all([0, 1, 2].map((key) => used('key', `key/${key}`)));
      assert.equal(
        keys.reduce((sum, one) => sum + one),
        100,
      );
    });
  });
}

test('a layer that is known to be spent is refused without a statement', async () => {
  await using app = await openTestApp({ clock: { now: () => NOON } });
  let transactions = 0;
  const watched: App = {
    ...app,
    transact(work) {
      transactions += 1;
      return app.transact(work);
    },
  };
  const layer: Layer = { name: 'key', subject: 'key/1', limit: 2 };
  for (let n = 0; n < 3; n += 1) await take(watched, [layer]);
  const before = transactions;
  for (let n = 0; n < 50; n += 1) assert.equal((await take(watched, [layer])).deniedBy, 'key');
  assert.equal(transactions, before);
  assert.equal((await take(watched, [{ ...layer, limit: 4 }])).remaining, 1, 'a raised limit');
});

test('without limits nothing is counted', async () => {
  await using app = await openTestApp({ clock: { now: () => NOON } });
  const layer: Layer = { name: 'tier', subject: 'tier/1', limit: 1 };
  const open = { allowed: true, deniedBy: undefined, limit: Infinity, remaining: Infinity };
  const expected = { ...open, resetAt: NOON / 1_000 + 60, tierRemaining: undefined };
  for (let n = 0; n < 3; n += 1) {
    assert.deepEqual(await take(app, [{ ...layer, limit: null }]), expected);
    assert.deepEqual(await take({ ...app, limits: false }, [layer]), expected);
  }
  assert.deepEqual(await app.db.selectFrom('rate_windows').selectAll().execute(), []);
});
