import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import pg from 'pg';
import { AppError } from '#lib/errors.ts';

const FOLDER = new URL('../../../migrations/', import.meta.url);
const LOCK_ID = 7_165_001; // any number, the same in every release
const LOCK_TIMEOUT = '2s'; // a migration waits behind traffic, never the other way round

export type Migration = { name: string; text: string; hash: string };

/** The plain SQL files of `migrations/`, in order. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => /^\d{4}_[a-z0-9-]+\.sql$/.test(name));
  return Promise.all(
    names.sort().map(async (name) => {
      const text = await readFile(new URL(name, FOLDER), 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** Brings the database to this release, each file in a transaction of its own; returns the new names. */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'notpanel migrate' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK_ID]);
    await client.query(`create table if not exists migrations (
      name text primary key, hash text not null, applied_at timestamptz not null default now())`);
    const known = await client.query<{ name: string; hash: string }>('select * from migrations');
    const applied = new Map(known.rows.map((row) => [row.name, row.hash]));
    const fresh = [];
    for (const migration of await readMigrations()) {
      const hash = applied.get(migration.name);
      if (hash === migration.hash) continue;
      if (hash !== undefined) {
        throw new AppError('invalid_setting', `${migration.name} was changed after it was applied`);
      }
      await apply(client, migration);
      fresh.push(migration.name);
    }
    return fresh;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, { name, text, hash }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
    await client.query(text);
    await client.query('insert into migrations (name, hash) values ($1, $2)', [name, hash]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw new AppError('internal', `${name}: ${(error as Error).message}`, { cause: error });
  }
}
