import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { openTestApp } from '#test/support/database.ts';
import { REGISTER } from './register.ts';

/** Tables that name a customer in a column, and why nothing of them is in the register. */
const ELSEWHERE: Readonly<Record<string, string>> = {};

const PERSONAL = `
  select distinct c.table_name from information_schema.columns c
  join information_schema.tables t using (table_schema, table_name)
  where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
    and c.column_name in ('account_id', 'user_id', 'email', 'recipient', 'last_used_ip', 'address')`;

test('every table that names a customer is in the register, and nothing else is', async () => {
  await using app = await openTestApp();
  const client = new pg.Client({ connectionString: app.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ table_name: string }>(PERSONAL);
  const columns = await client.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public'`,
  );
  await client.end();
  const known = new Set(columns.rows.map(({ name }) => name));
  const listed = new Set(REGISTER.map(({ table }) => table));
  const forgotten = rows
    .map(({ table_name: table }) => table)
    .filter((table) => !listed.has(table) && !(table in ELSEWHERE));
  assert.deepEqual(forgotten.toSorted(), []);
  const named = REGISTER.flatMap(({ table, copied = [], by, erased }) => [
    ...[...copied, ...(by ? [by] : [])].map((column) => `${table}.${column}`),
    ...(typeof erased === 'object'
      ? Object.keys(erased).map((column) => `${table}.${column}`)
      : []),
  ]);
  assert.deepEqual(
    named.filter((name) => !known.has(name)),
    [],
  );
});
