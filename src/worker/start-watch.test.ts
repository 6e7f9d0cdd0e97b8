import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listNotices } from '#platform/notices/index.ts';
import { listWorkers } from '#platform/queue/index.ts';
import { eventually } from '#test/support/eventually.ts';
import { openQueueDesk, type QueueDesk } from '#test/support/queue-desk.ts';
import { openWatch, startWatch } from './start-watch.ts';

const SECOND_MS = 1_000;
const SOON_MS = 10_000;

const kinds = async ({ app }: QueueDesk) => (await listNotices(app.db)).map(({ kind }) => kind);

/** Turns of a process' watch in the time that goes by on the desk's clock. */
async function pass(desk: QueueDesk, seconds: number, ...turns: (() => Promise<void>)[]) {
  for (let passed = 0; passed < seconds; passed += 5) {
    desk.clock.move(5 * SECOND_MS);
    for (const turn of turns) await turn();
  }
}

describe('the watch of a process', () => {
  test('that only serves raises an alarm within a minute and a half of the last worker’s end', async () => {
    await using desk = await openQueueDesk();
    const serving = openWatch(desk.app, { name: 'serving', works: false });
    const working = openWatch(desk.app, { name: 'working', works: true });
    await pass(desk, 120, serving, working);
    assert.deepEqual(await kinds(desk), []);
    await pass(desk, 60, serving);
    assert.deepEqual(await kinds(desk), []);
    await pass(desk, 35, serving);
    assert.deepEqual(await kinds(desk), ['worker.missing']);
    await pass(desk, 35, serving, working);
    assert.deepEqual(await kinds(desk), []);
  });

  test('misses nobody when it has just begun, nor after it could not look itself', async () => {
    await using desk = await openQueueDesk();
    const serving = openWatch(desk.app, { name: 'serving', works: false });
    await pass(desk, 50, serving);
    assert.deepEqual(await kinds(desk), []);
    desk.clock.move(600 * SECOND_MS);
    await pass(desk, 50, serving);
    assert.deepEqual(await kinds(desk), []);
    await pass(desk, 50, serving);
    assert.deepEqual(await kinds(desk), ['worker.missing']);
  });

  test('of a worker shows it while it runs, and no longer', async () => {
    await using desk = await openQueueDesk();
    const { app } = desk;
    const names = async () =>
      (await listWorkers(app.db, new Date(app.clock.now()))).map(({ name }) => name);
    const watch = startWatch(app, { name: 'working', works: true });
    await eventually(async () => (await names()).length > 0, SOON_MS);
    assert.deepEqual(await names(), ['working']);
    await watch.stop();
    assert.deepEqual(await names(), []);
  });
});
