import pg from 'pg';
import type { TestApp } from './database.ts';

const TABLES = `
  select table_name, column_name from information_schema.columns
  where table_schema = 'public' and column_name in ('account_id', 'user_id')
    and table_name <> 'credentials'
  order by 1, 2`;

/** All rows of a customer in every table that says whose its rows are: one text a table. */
export async function ownedRows(
  app: TestApp,
  { accountId, userId }: { accountId: number; userId: string },
): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: app.ownerUrl });
  await client.connect();
  try {
    const rows: Record<string, string> = {};
    const { rows: tables } = await client.query<{ table_name: string; column_name: string }>(
      TABLES,
    );
    for (const { table_name: table, column_name: column } of tables) {
      const owner = column === 'account_id' ? accountId : userId;
      rows[`${table}.${column}`] = await textOf(client, table, `${column} = $1`, owner);
    }
    rows['wallets'] = await textOf(client, 'wallets', 'id = $1', accountId);
    rows['accounts'] = await textOf(client, 'accounts', 'id = $1', accountId);
    rows['users'] = await textOf(client, 'users', 'id = $1', userId);
    rows['credentials'] = await textOf(client, 'credentials', 'user_id = $1', userId);
    return rows;
  } finally {
    await client.end();
  }
}

async function textOf(client: pg.Client, table: string, where: string, owner: string | number) {
  const { rows } = await client.query<{ text: string }>(
    `select coalesce(string_agg(t::text, E'\\n' order by t::text), '') as text
     from (select * from ${table} where ${where}) t`,
    [owner],
  );
  return rows[0]?.text ?? '';
}
