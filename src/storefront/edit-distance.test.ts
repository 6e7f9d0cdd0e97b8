import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { editDistance } from './edit-distance.ts';

test('a slip of one key is one step, a swap of neighbours too', () => {
  const steps: [string, string, number][] = [
    ['followers', 'folowers', 1],
    ['followers', 'follwoers', 1],
    ['followers', 'followwers', 1],
    ['followers', 'followars', 1],
    ['instagram', 'intsagrm', 2],
    ['views', 'likes', 3],
  ];
  for (const [a, b, distance] of steps) {
    assert.equal(editDistance(a, b, 2), distance, `${a} ${b}`);
    assert.equal(editDistance(b, a, 2), distance, `${b} ${a}`);
  }
});

test('it is zero for equal words only, the same both ways, and bounded', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, fc.nat(3), (a, b, most) => {
      const distance = editDistance(a, b, most);
      assert.equal(distance === 0, a === b);
      assert.equal(distance, editDistance(b, a, most));
      assert.ok(distance <= most + 1);
      assert.equal(Math.min(editDistance(a, b, 20), most + 1), distance);
    }),
    { numRuns: 3_000 },
  );
});
