import pg from 'pg';
import { readMigrations } from './migrate.ts';

/** The migrations of this release that a database has not had. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'notpanel migrations check',
  });
  client.on('error', () => {});
  await client.connect();
  try {
    const names = (await readMigrations()).map(({ name }) => name);
    const known = await client.query(`select to_regclass('public.migrations') as found`);
    if (known.rows[0].found === null) return names;
    const applied = await client.query<{ name: string }>('select name from migrations');
    const done = new Set(applied.rows.map(({ name }) => name));
    return names.filter((name) => !done.has(name));
  } finally {
    await client.end();
  }
}
