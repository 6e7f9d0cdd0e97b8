import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { openTestApp, shutDatabase } from '#test/support/database.ts';
import { openPool } from './open-pool.ts';

test('after its end no connection of a pool is open', async () => {
  await using app = await openTestApp();
  const name = 'counted';
  const { pool, end } = openPool({ connectionString: app.url, application_name: name }, app.log);
  await Promise.all(Array.from({ length: 8 }, () => pool.query('select pg_sleep(0.01)')));
  const closed: unknown[] = [];
  pool.on('remove', () => closed.push(1));
  await end();
  assert.equal(closed.length, 8);
  const client = new pg.Client({ connectionString: app.ownerUrl });
  await client.connect();
  const sessions = 'select count(*)::int as open from pg_stat_activity where application_name = $1';
  let open: number;
  do ({ open } = (await client.query(sessions, [name])).rows[0]);
  while (open > 0); // the server notes the end a moment after the client
  await client.end();
});

test('a pool whose connections are ended by the server ends all the same', async () => {
  await using app = await openTestApp();
  const { pool, end } = openPool({ connectionString: app.url }, app.log);
  await pool.query('select 1');
  const shut = await shutDatabase(app);
  await end();
  await shut.open();
});

test('a pool that never connected ends at once', async () => {
  await using app = await openTestApp();
  await openPool({ connectionString: app.url }, app.log).end();
});
