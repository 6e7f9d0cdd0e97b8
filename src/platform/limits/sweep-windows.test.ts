import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { openTestApp } from '#test/support/database.ts';
import { sweepWindows } from './sweep-windows.ts';

const MINUTE = 29_000_000;

test('windows that are minutes old are swept, all of them, without waiting for a lock', async () => {
  await using app = await openTestApp({ clock: { now: () => MINUTE * 60_000 } });
  const client = new pg.Client({ connectionString: app.url });
  await client.connect();
  await client.query(
    `insert into rate_windows select 'ip/' || n, $1, 1 from generate_series(1, 25000) n`,
    [MINUTE - 6],
  );
  await client.query(`insert into rate_windows values ('ip/a', $1, 1), ('ip/b', $2, 1)`, [
    MINUTE - 5,
    MINUTE,
  ]);
  await client.query('begin');
  await client.query(`update rate_windows set used = 2 where subject = 'ip/7'`);
  await sweepWindows(app);
  const left = await app.db
    .selectFrom('rate_windows')
    .select('subject')
    .orderBy('subject')
    .execute();
  assert.deepEqual(
    left.map((row) => row.subject),
    ['ip/7', 'ip/a', 'ip/b'],
  );
  await client.query('rollback');
  await client.end();
});
