import { describe, test } from 'node:test';
import { killAtEveryPoint, SHAPES } from './kill-points.ts';

const TIMES = 3; // thirty in `npm run test:long`

describe('a process that is killed while it places an order', { concurrency: 2 }, () => {
  for (const shape of SHAPES) {
    test(`${shape.name}, at every point: the repeat finds one order and one charge`, async (t) => {
      const { points, kills, survived } = await killAtEveryPoint(shape, TIMES);
      t.diagnostic(`${kills} kills at ${points} points, after ${survived} the order was there`);
    });
  }
});
