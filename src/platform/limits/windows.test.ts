import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openWindows } from './windows.ts';

const MOST_BYTES = 64 * 1024 * 1024; // reliability R5

test('a million distinct addresses cost less than 64 MB', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const windows = openWindows();
  for (let n = 0; n < 1_000_000; n += 1) {
    windows.of(`ip/${n >> 16}.${(n >> 8) & 255}.${n & 255}.1`, 29_000_000).used += 1;
  }
  collectGarbage();
  const cost = process.memoryUsage().heapUsed - before;
  assert.ok(cost < MOST_BYTES, `${Math.round(cost / 1024 / 1024)} MB`);
  assert.ok(windows.size >= 50_000, 'the most recent ones are still counted');
  assert.equal(windows.of(`ip/${999_999 >> 16}.${(999_999 >> 8) & 255}.63.1`, 29_000_000).used, 1);
});
