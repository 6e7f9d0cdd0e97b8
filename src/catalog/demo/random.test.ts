import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openRandom } from './random.ts';

const draw = (seed: number) => {
  const random = openRandom(seed);
  return Array.from({ length: 100 }, () => random.between(0, 1));
};

test('a seed always gives the same numbers, and these have not changed', () => {
  assert.deepEqual(draw(1), draw(1));
  assert.notDeepEqual(draw(1), draw(2));
  assert.equal(openRandom(1).between(0, 2 ** 32), 2_693_262_067);
});

test('numbers are within their bounds', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = openRandom(seed);
      for (let n = 0; n < 20; n += 1) {
        const drawn = random.between(5, 8);
        assert.ok(drawn >= 5 && drawn < 8);
      }
    }),
  );
});

test('some of a list are different ones in the order of the list', () => {
  const list = Array.from({ length: 30 }, (_, n) => n);
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 40 }), (seed, count) => {
      const taken = openRandom(seed).some(list, count);
      assert.equal(taken.length, Math.min(count, 30));
      assert.deepEqual(
        taken,
        [...new Set(taken)].toSorted((a, b) => a - b),
      );
    }),
  );
});
