import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killWebhooks } from './killed-webhooks.ts';

const KILLS = 10;
const SEED = 20_261_122;

test(`workers killed ${KILLS} times lose no event, and repeat under the same webhook-id`, async (t) => {
  const report = await killWebhooks({ seed: SEED, kills: KILLS });
  assert.ok(report.events > KILLS, 'there was load');
  t.diagnostic(JSON.stringify(report));
});
