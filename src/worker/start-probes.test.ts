import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStatus, type Component } from '#status/index.ts';
import { openTestApp, shutDatabase, type TestApp } from '#test/support/database.ts';
import { setClock } from '#test/support/giveaway-desk.ts';
import { openProbes } from './start-probes.ts';

const MINUTE_MS = 60_000;

/** Each minute once, however often a turn is made. */
async function minutesOf(app: TestApp, component: Component): Promise<string[]> {
  const rows = await app.db
    .selectFrom('status_probes')
    .select('state')
    .where('component', '=', component)
    .orderBy('minute')
    .execute();
  return rows.map(({ state }) => state);
}

test('A minute is probed once, and one without a process stays without data', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const turn = openProbes(app, {});
  await turn();
  await turn();
  clock.at += 5 * MINUTE_MS; // nobody runs
  await turn();
  assert.deepEqual(await minutesOf(app, 'database'), ['up', 'up']);
  const { components } = await readStatus(app.db, new Date(clock.at));
  assert.equal(components.find(({ component }) => component === 'database')?.minutes, 2);
});

test('What was found while the database was away is kept when it is back', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const turn = openProbes(app, {});
  await turn();
  const away = await shutDatabase(app);
  for (let n = 0; n < 2; n += 1) {
    clock.at += MINUTE_MS;
    await assert.rejects(turn());
  }
  await away.open();
  clock.at += MINUTE_MS;
  await turn();
  assert.deepEqual(await minutesOf(app, 'database'), ['up', 'down', 'down', 'up']);
  // Of what only the database knows there is no data for that time.
  assert.deepEqual(await minutesOf(app, 'orders'), ['up', 'up']);
});
