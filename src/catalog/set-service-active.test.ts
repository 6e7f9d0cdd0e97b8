import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestApp } from '#test/support/database.ts';
import { importServices } from './import-services.ts';
import { listServices } from './list-services.ts';
import { setServiceActive } from './set-service-active.ts';

test('a service is taken off sale and put back', async () => {
  await using app = await openTestApp();
  const { ids } = await app.transact((tx) =>
    importServices(tx, [
      { name: 'a', category: 'c', rate: '1', min: 1, max: 10, delivery: 'paid_ads' },
      { name: 'b', category: 'c', rate: '1', min: 1, max: 10, delivery: 'paid_ads' },
    ]),
  );
  const states = async () => (await listServices(app.db)).map((service) => service.active);
  await app.transact((tx) => setServiceActive(tx, ids[0] as number, false));
  assert.deepEqual(await states(), [false, true]);
  await app.transact((tx) => setServiceActive(tx, ids[0] as number, true));
  assert.deepEqual(await states(), [true, true]);
});

test('a service that does not exist is refused', async () => {
  await using app = await openTestApp();
  await assert.rejects(
    app.transact((tx) => setServiceActive(tx, 999, false)),
    { code: 'service_not_found', message: 'there is no service 999' },
  );
});
