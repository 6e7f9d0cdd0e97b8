import { describe, test } from 'node:test';
import { killAtEveryPoint, SHAPES } from '#test/faults/kill-points.ts';

const TIMES = 30; // I4 of reliability.md

describe('a process that is killed while it places an order', { concurrency: 2 }, () => {
  for (const shape of SHAPES) {
    test(`${shape.name}, ${TIMES} times at every point: one order and one charge`, async (t) => {
      const { points, kills, survived } = await killAtEveryPoint(shape, TIMES);
      t.diagnostic(`${kills} kills at ${points} points, after ${survived} the order was there`);
    });
  }
});
