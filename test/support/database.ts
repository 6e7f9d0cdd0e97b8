import { createHash, randomBytes } from 'node:crypto';
import { relative } from 'node:path';
import pg from 'pg';
import { systemClock, type Clock } from '#lib/clock.ts';
import type { App } from '#platform/app.ts';
import { openDatabase } from '#platform/db/database.ts';
import { openListener } from '#platform/db/listen.ts';
import { migrate, readMigrations } from '#platform/db/migrate.ts';
import { openLog } from '#platform/log.ts';
import { openVault } from '#platform/vault.ts';

export type TestApp = App & {
  /** What the product would connect with, and the owner's way in for what only an owner may do. */
  readonly url: string;
  readonly ownerUrl: string;
} & AsyncDisposable;

export type TestAppOptions = { clock?: Clock; limits?: boolean };

/** An App on a database of its own, cloned from the migrated template. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) => cloneTemplate(admin, name));
  const url = withDatabase(server(), name);
  const app = openApp(url, options);
  return {
    ...app,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await asAdmin((admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Another process of the same shop: an App with a memory of its own on the first one's database. */
export function openSecondApp(first: TestApp, options: TestAppOptions = {}): TestApp {
  return openApp(first.url, { clock: first.clock, limits: first.limits, ...options });
}

function openApp(url: string, options: TestAppOptions): TestApp {
  const log = openLog('silent');
  const database = openDatabase({ url, log });
  const listener = openListener(url, log);
  return {
    url,
    ownerUrl: url,
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
    },
  };
}

const TEMPLATE_LOCK = 4711; // test files run at the same time, and the first makes the template

async function cloneTemplate(admin: pg.Client, name: string): Promise<void> {
  const hash = createHash('sha256');
  for (const migration of await readMigrations()) hash.update(migration.hash);
  const template = `template_${hash.digest('hex').slice(0, 16)}`;
  await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const known = await admin.query('select 1 from pg_database where datname = $1', [template]);
  if (known.rowCount === 0) {
    await admin.query(`drop database if exists ${template}_new`); // of a run that was cut off
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

function server(): string {
  const url = process.env['NOTPANEL_TEST_POSTGRES'];
  if (url) return url;
  const file = relative('', process.argv[1] ?? 'src');
  throw new Error(`This test needs a Postgres of its own: run \`npm test -- ${file}\``);
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
