import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBelievable } from './is-believable.ts';

test('a list is believed up to 30 % of what is sold, or two services, but never when it is empty', () => {
  const cases: [offers: number, sold: number, lost: number, believed: boolean][] = [
    [100, 100, 0, true],
    [100, 100, 30, true],
    [100, 100, 31, false],
    [1, 2, 2, true],
    [1, 3, 3, false],
    [0, 2, 2, false],
    [0, 0, 0, true],
  ];
  for (const [offers, sold, lost, believed] of cases) {
    assert.equal(isBelievable({ offers, sold, lost }), believed, `${offers} ${sold} ${lost}`);
  }
});
