import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { systemClock, type Clock } from '#lib/clock.ts';
import type { App } from '#platform/app.ts';
import { openDatabase } from '#platform/db/database.ts';
import { openListener } from '#platform/db/listen.ts';
import { migrate, readMigrations } from '#platform/db/migrate.ts';
import { openLog } from '#platform/log.ts';
import { openVault } from '#platform/vault.ts';

const server = () => process.env['NOTPANEL_TEST_POSTGRES'] ?? '';

export type TestApp = App & { readonly url: string } & AsyncDisposable;

/** An App on a database of its own, cloned from the migrated template. */
export async function openTestApp(
  options: { clock?: Clock; limits?: boolean } = {},
): Promise<TestApp> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) => cloneTemplate(admin, name));
  const url = withDatabase(server(), name);
  const log = openLog('silent');
  const database = openDatabase({ url, log });
  const listener = openListener(url, log);
  return {
    url,
    db: database.db,
    transact: database.transact,
    listener,
    vault: openVault('test'),
    clock: options.clock ?? systemClock,
    log,
    currency: 'USD',
    limits: options.limits ?? true,
    draining: new AbortController().signal,
    async [Symbol.asyncDispose]() {
      await listener.end();
      await database.end();
      await asAdmin((admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function cloneTemplate(admin: pg.Client, name: string): Promise<void> {
  const hash = createHash('sha256');
  for (const migration of await readMigrations()) hash.update(migration.hash);
  const template = `template_${hash.digest('hex').slice(0, 16)}`;
  await admin.query('select pg_advisory_lock(4711)');
  const known = await admin.query('select 1 from pg_database where datname = $1', [template]);
  if (known.rowCount === 0) {
    await admin.query(`create database ${template}_new`);
    await migrate(withDatabase(server(), `${template}_new`));
    await admin.query(`alter database ${template}_new rename to ${template}`);
  }
  await admin.query(`create database ${name} template ${template}`);
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: server() });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
