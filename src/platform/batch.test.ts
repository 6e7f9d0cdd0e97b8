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
          lanes: 3,
          laneOf: (item) => item,
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

  test('never runs two batches of one lane at a time', async () => {
    let running = 0;
    const lane = batch<number, number>({
      maxItems: 2,
      async run(items) {
        running += 1;
        assert.equal(running, 1);
        await turn();
        running -= 1;
        return items;
      },
    });
    assert.deepEqual(await Promise.all([1, 2, 3, 4, 5].map(lane)), [1, 2, 3, 4, 5]);
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
