import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { grantAppRole } from '#platform/db/roles.ts';
import { openTestApp } from '#test/support/database.ts';
import { migrateQueue } from './migrate-queue.ts';
import { startQueue } from './start-queue.ts';

test("tasks run under the application's role, which does not own their tables", async () => {
  await using app = await openTestApp();
  await migrateQueue(app.ownerUrl);
  await migrateQueue(app.ownerUrl);
  await grantAppRole(app.ownerUrl, new URL(app.url).username);
  const ran = Promise.withResolvers<void>();
  const tasks = { 'do-it': () => Promise.resolve(ran.resolve()) };
  const crontab = '17 3 * * * do-it';
  const queue = await startQueue({ url: app.url, tasks, crontab, log: app.log });
  const client = new pg.Client({ connectionString: app.url });
  client.on('error', () => {});
  await client.connect();
  await client.query(`select graphile_worker.add_job('do-it')`);
  await ran.promise;
  const left = () => client.query('select 1 from graphile_worker.jobs');
  while ((await left()).rowCount !== 0);
  await queue.stop();
  const known = await client.query(
    'select identifier from graphile_worker._private_known_crontabs',
  );
  assert.deepEqual(known.rows, [{ identifier: 'do-it' }]);
  await client.end();
});
