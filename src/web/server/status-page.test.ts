import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { App } from '#platform/app.ts';
import { noteStatus, recordProbes, type ProbeState } from '#status/index.ts';
import { openTestApp } from '#test/support/database.ts';
import { setClock } from '#test/support/giveaway-desk.ts';
import { serveWeb } from '#test/support/web.ts';

const MINUTE_MS = 60_000;

/** The last minutes, the newest last. */
async function live(app: App, states: readonly ProbeState[]): Promise<void> {
  const now = Math.floor(app.clock.now() / MINUTE_MS) * MINUTE_MS;
  const probes = states.map((state, at) => ({
    ...{ component: 'api' as const, state, tookMs: 12 },
    minute: new Date(now - (states.length - 1 - at) * MINUTE_MS),
  }));
  await app.transact((tx) => recordProbes(tx, probes));
}

test('Where nobody has looked there is no data, and the page says so', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app);
  const { status, body } = await get('/status');
  assert.equal(status, 200);
  assert.match(body, /No probe has run in the last three minutes/);
  assert.match(body, /Nothing has been recorded yet/);
  assert.doesNotMatch(body, /100%/);
  const { components } = JSON.parse((await get('/status.json')).body) as {
    components: { state: string; uptime_percent: number | null; days: unknown[] }[];
  };
  assert.ok(components.length >= 8);
  for (const one of components) {
    assert.deepEqual([one.state, one.uptime_percent, one.days], ['no_data', null, []]);
  }
});

test('What the probes found is there with its uptime, in each language', async (t) => {
  await using app = await openTestApp({ clock: setClock() });
  await live(app, ['up', 'up', 'down', 'up']);
  const get = await serveWeb(t, app);
  const { body } = await get('/status');
  assert.match(body, /Everything works/);
  assert.match(body, /Up 75%/);
  assert.match(body, /One day with data, one with a failure/);
  assert.match((await get('/tr/status')).body, /Her şey çalışıyor/);
  assert.match((await get('/ar/status')).body, /كل شيء يعمل/);
});

test('An incident is shown with what the operator says, and nothing of who said it', async (t) => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  await live(app, ['up', 'down', 'down', 'down']);
  const actor = { kind: 'operator', name: 'Ada' } as const;
  const note = { text: 'We are <on> it.', incidentId: 1, actor };
  await app.transact((tx) => noteStatus(tx, note, new Date(clock.at)));
  const get = await serveWeb(t, app);
  const { body } = await get('/status');
  assert.match(body, /Something does not work/);
  assert.match(body, /API did not work/);
  assert.match(body, /We are &lt;on&gt; it\./);
  assert.doesNotMatch(body, /Ada/);
  const { incidents } = JSON.parse((await get('/status.json')).body) as {
    incidents: { component: string; closed_at: string | null; notes: { text: string }[] }[];
  };
  assert.equal(incidents[0]?.component, 'api');
  assert.equal(incidents[0]?.closed_at, null);
  assert.equal(incidents[0]?.notes[0]?.text, 'We are <on> it.');
});
