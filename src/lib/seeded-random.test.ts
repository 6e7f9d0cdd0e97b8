import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from './seeded-random.ts';

const take = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

test('A seed gives the same numbers again, another seed gives others', () => {
  assert.deepEqual(take(7, 100), take(7, 100));
  assert.notDeepEqual(take(7, 100), take(8, 100));
});

test('Its numbers are spread evenly from 0 to below 1', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const number of take(1, 100_000)) {
    assert.ok(number >= 0 && number < 1);
    tenths[Math.floor(number * 10)] = (tenths[Math.floor(number * 10)] ?? 0) + 1;
  }
  for (const count of tenths) assert.ok(Math.abs(count - 10_000) < 500, `${count}`);
});
