import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killSubmissions } from '../faults/killed-submissions.ts';

const KILLS = 200; // reliability.md F3
const SEED = 53;

test(`workers killed ${KILLS} times while they submit: nothing is sent twice, nothing is lost`, async (t) => {
  const report = await killSubmissions({ seed: SEED, kills: KILLS });
  assert.ok(report.unknown > KILLS / 2, 'kills met submissions under way');
  t.diagnostic(JSON.stringify(report));
});
