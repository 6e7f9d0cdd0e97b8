import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRate } from '#lib/money.ts';
import { stepPath } from './step-path.ts';

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const box = { width: 100, height: 50 };
const steps = (...pairs: [number, string][]) => {
  const made = pairs.map(([n, rate]) => ({ at: day(n), rate: parseRate(rate) }));
  const rates = made.map(({ rate }) => rate).sort((a, b) => Number(a - b));
  return { steps: made, least: rates[0] ?? parseRate('0'), most: rates.at(-1) ?? parseRate('0') };
};

test('a price lasts until the next, and the last one to the right edge', () => {
  const { line, corners } = stepPath(steps([1, '2'], [6, '4'], [10, '3']), day(11), box);
  assert.equal(line, 'M0 50H50V0H90V25H100');
  assert.deepEqual(corners, [
    { x: 0, y: 50 },
    { x: 50, y: 0 },
    { x: 90, y: 25 },
  ]);
});

test('a price that never changed runs through the middle, also on its first day', () => {
  assert.equal(stepPath(steps([1, '2']), day(9), box).line, 'M0 25H100');
  assert.equal(stepPath(steps([1, '2']), day(1), box).line, 'M0 25H100');
});
