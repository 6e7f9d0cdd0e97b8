import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '#lib/errors.ts';
import { batch, LATER } from './batch.ts';

/** A run that stays open until it is let go, so that a test decides what overlaps. */
function gate() {
  const waiting: (() => void)[] = [];
  return {
    pass: () => new Promise<void>((resolve) => waiting.push(resolve)),
    open: () => waiting.shift()?.(),
    get waiting() {
      return waiting.length;
    },
  };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}

describe('a batch', () => {
  test('gathers what arrives while the last one runs', async () => {
    const door = gate();
    const sizes: number[] = [];
    const double = batch<number, number>({
      async run(items) {
        sizes.push(items.length);
        await door.pass();
        return items.map((item) => item * 2);
      },
    });
    const first = double(1);
    await until(() => door.waiting === 1);
    const rest = [2, 3, 4].map((item) => double(item));
    door.open();
    assert.equal(await first, 2);
    await until(() => door.waiting === 1);
    door.open();
    assert.deepEqual(await Promise.all(rest), [4, 6, 8]);
    assert.deepEqual(sizes, [1, 3]);
  });

  test('answers every item with its own outcome, in any mixture', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1_000), { maxLength: 60 }), async (items) => {
        const odd = batch<number, number>({
          maxItems: 7,
          workers: 3,
          keyOf: (item) => item % 5,
          run: (some) =>
            Promise.resolve(
              some.map((item) => (item % 2 ? item : new AppError('conflict', `${item} is even`))),
            ),
        });
        const results = await Promise.allSettled(items.map((item) => odd(item)));
        for (const [index, item] of items.entries()) {
          const result = results[index];
          if (item % 2) assert.deepEqual(result, { status: 'fulfilled', value: item });
          else
            assert.equal(result?.status === 'rejected' && result.reason.message, `${item} is even`);
        }
      }),
    );
  });

  test('never runs items of one key at a time, and all others as far as it may', async () => {
    const running = new Set<number>();
    let most = 0;
    let overlaps = 0;
    const collect = batch<number, number>({
      workers: 3,
      maxItems: 4,
      keyOf: (item) => item % 10,
      async run(items) {
        const keys = new Set(items.map((item) => item % 10));
        for (const key of keys) {
          if (running.has(key)) overlaps += 1;
          running.add(key);
        }
        most = Math.max(most, running.size);
        await turn();
        await turn();
        for (const key of keys) running.delete(key);
        return items;
      },
    });
    const items = Array.from({ length: 200 }, (_, n) => n);
    assert.deepEqual(await Promise.all(items.map(collect)), items);
    assert.equal(overlaps, 0);
    assert.ok(most > 4, `${most} at a time`);
  });

  test('lets one who repeats a key wait for its turn, in the order of arrival', async () => {
    const heard: number[] = [];
    const collect = batch<number, number>({
      workers: 2,
      keyOf: () => 'same',
      maxItems: 2,
      async run(items) {
        await turn();
        heard.push(...items);
        return items;
      },
    });
    await Promise.all([1, 2, 3, 4, 5].map(collect));
    assert.deepEqual(heard, [1, 2, 3, 4, 5]);
  });

  test('waits for callers that come back, and never for a lone one', async () => {
    const sizes: number[] = [];
    const collect = batch<number, number>({
      lingerMs: 10_000,
      run(items) {
        sizes.push(items.length);
        return Promise.resolve(items);
      },
    });
    const caller = async (calls: number) => {
      for (let n = 0; n < calls; n += 1) {
        await collect(n);
        await turn();
      }
    };
    await Promise.all(Array.from({ length: 10 }, () => caller(5)));
    assert.ok(sizes.every((size) => size >= 8));
    sizes.length = 0;
    const alone = batch<number, number>({
      lingerMs: 10_000,
      run: (items) => Promise.resolve(items),
    });
    for (let n = 0; n < 5; n += 1) assert.equal(await alone(n), n);
  });

  test('brings back what asks for later, and lets the others through', async () => {
    const locked = new Set([2]);
    const rounds: number[][] = [];
    const lane = batch<number, number>({
      run(items) {
        rounds.push(items);
        const outcomes = items.map((item) => (locked.has(item) ? LATER : item));
        locked.clear();
        return Promise.resolve(outcomes);
      },
    });
    assert.deepEqual(await Promise.all([1, 2, 3].map(lane)), [1, 2, 3]);
    assert.deepEqual(rounds, [[1, 2, 3], [2]]);
  });

  test('serves others while more calls than fit a batch wait for one lock', async () => {
    let locked = true;
    const lane = batch<string, string>({
      maxItems: 2,
      async run(items) {
        await turn();
        return items.map((item) => (item === 'locked' && locked ? LATER : item));
      },
    });
    const waiting = Array.from({ length: 5 }, () => lane('locked'));
    assert.equal(await lane('free'), 'free');
    locked = false;
    await Promise.all(waiting);
  });

  test('gives up on what stays locked beyond its patience', async () => {
    const lane = batch<number, number>({
      patienceMs: 0,
      run: (items) => Promise.resolve(items.map(() => LATER)),
    });
    await assert.rejects(lane(1), { code: 'unavailable' });
  });

  test('fails a whole batch by its throw and works on', async () => {
    let fail = true;
    const lane = batch<number, number>({
      run: (items) => (fail ? Promise.reject(new Error('gone')) : Promise.resolve(items)),
    });
    const results = await Promise.allSettled([lane(1), lane(2)]);
    assert.deepEqual(
      results.map((one) => one.status),
      ['rejected', 'rejected'],
    );
    fail = false;
    assert.equal(await lane(3), 3);
  });

  test('refuses more than may wait', async () => {
    const door = gate();
    const lane = batch<number, number>({
      maxWaiting: 2,
      async run(items) {
        await door.pass();
        return items;
      },
    });
    const two = [lane(1), lane(2)];
    await assert.rejects(lane(3), { code: 'unavailable' });
    await until(() => door.waiting === 1);
    door.open();
    assert.deepEqual(await Promise.all(two), [1, 2]);
  });
});
