import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSupplyDesk } from '#test/support/supply-desk.ts';
import { listRuns } from './list-runs.ts';
import { readHoldAbove, setHoldAbove } from './supply-settings.ts';
import { syncProviders } from './sync-providers.ts';

const MINUTE = 60_000;

test('Each provider that delivers something is asked every half hour, whatever the others do', async () => {
  await using desk = await openSupplyDesk();
  const [sound, dead, paused, unused] = [
    await desk.supplier([{ service: '7' }]),
    await desk.supplier([{ service: '7' }]),
    await desk.supplier([{ service: '7' }]),
    await desk.supplier([{ service: '7' }]),
  ];
  for (const supplier of [sound, dead, paused]) {
    await desk.sell(supplier, '7', { name: supplier.provider.name });
  }
  await desk.app.transact((tx) =>
    tx
      .updateTable('providers')
      .set({ paused: true })
      .where('id', '=', paused.provider.id)
      .execute(),
  );
  await dead.simulator.close();
  const asked = () => [sound, paused, unused].map(({ simulator }) => simulator.calls('services'));
  const app = { ...desk.app, random: () => 0.5 };
  await syncProviders(app);
  assert.deepEqual(asked(), [1, 0, 0]);
  desk.clock.move(29 * MINUTE);
  await syncProviders(app);
  assert.deepEqual(asked(), [1, 0, 0]);
  desk.clock.move(2 * MINUTE);
  await syncProviders(app);
  assert.deepEqual(asked(), [2, 0, 0]);
  desk.clock.move(26 * MINUTE);
  await syncProviders({ ...app, random: () => 0.99 });
  assert.deepEqual(asked(), [2, 0, 0], 'some wait a little longer');
  await syncProviders({ ...app, random: () => 0 });
  assert.deepEqual(asked(), [3, 0, 0], 'and some less');
  const failed = await listRuns(desk.app.db, { providerId: dead.provider.id, limit: 9 });
  assert.equal(failed.length, 3);
  assert.ok(failed.every((run) => run.error !== null && run.finishedAt !== null));
});

test('Runs in which nothing happened are kept for a week, others for good', async () => {
  await using desk = await openSupplyDesk();
  const supplier = await desk.supplier([{ service: '7', rate: '0.50' }]);
  await desk.sell(supplier, '7');
  await desk.sync(supplier);
  supplier.simulator.reprice('7', '0.55');
  const { runId } = await desk.sync(supplier);
  desk.clock.move(8 * 24 * 60 * MINUTE);
  const last = await desk.sync(supplier);
  const runs = await listRuns(desk.app.db, { limit: 9 });
  assert.deepEqual(
    runs.map((run) => run.id),
    [last.runId, runId],
  );
  const eventful = await listRuns(desk.app.db, { eventful: true, limit: 9 });
  assert.deepEqual(
    eventful.map((run) => run.id),
    [runId],
  );
});

test('The operator says how far a cost may move', async () => {
  await using desk = await openSupplyDesk();
  assert.equal(await readHoldAbove(desk.app.db), 2_500);
  await desk.app.transact((tx) => setHoldAbove(tx, 1_000));
  const supplier = await desk.supplier([{ service: '7', rate: '0.50' }]);
  const id = await desk.sell(supplier, '7');
  await desk.sync(supplier);
  supplier.simulator.reprice('7', '0.56');
  await desk.sync(supplier);
  assert.match((await desk.read(id)).heldReason ?? '', /\(\+12 %\)$/);
  await desk.app.transact((tx) => setHoldAbove(tx, 2_000));
  assert.equal(await readHoldAbove(desk.app.db), 2_000);
  await assert.rejects(
    desk.app.transact((tx) => setHoldAbove(tx, 0)),
    { code: 'invalid_parameter' },
  );
});
