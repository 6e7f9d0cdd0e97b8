import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killSubmissions } from './killed-submissions.ts';

const KILLS = 8;
const SEED = 3;

test('a worker killed while it submits leaves orders unknown, and none of them is sent again', async (t) => {
  const report = await killSubmissions({ seed: SEED, kills: KILLS });
  assert.ok(report.unknown > 0, 'no kill met a submission under way');
  assert.ok(report.placed > 0);
  t.diagnostic(JSON.stringify(report));
});
