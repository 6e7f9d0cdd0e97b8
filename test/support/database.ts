import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import pg from 'pg';
import { systemClock, type Clock } from '#lib/clock.ts';
import type { App } from '#platform/app.ts';
import { openDatabase } from '#platform/db/database.ts';
import { openListener } from '#platform/db/listen.ts';
import { openEgress, openPost, type Egress, type Post } from '#platform/http/index.ts';
import { migrate, readMigrations } from '#platform/db/migrate.ts';
import { grantAppRole } from '#platform/db/roles.ts';
import type { LimitStore } from '#platform/limits/index.ts';
import { openLog } from '#platform/log.ts';
import { openVault } from '#platform/vault.ts';

export type TestApp = App & {
  /** What the App works as: the application's role, which may not change history. */
  readonly url: string;
  /** Who owns the tables, for what only an owner may do. */
  readonly ownerUrl: string;
} & AsyncDisposable;

export type TestAppOptions = {
  clock?: Clock;
  limits?: boolean;
  limitStore?: LimitStore;
  random?: () => number;
  post?: Post;
  egress?: Egress;
  shop?: App['shop'];
};

/** Tests' servers are on this machine; addresses of others stay refused. */
export const LOOPBACK: readonly string[] = ['127.0.0.0/8', '::1'];

/** An App on a database of its own, cloned from the migrated template. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) => cloneTemplate(admin, name));
  const app = openApp(name, options);
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
  return openApp(new URL(first.url).pathname.slice(1), {
    clock: first.clock,
    limits: first.limits,
    ...(first.limitStore && { limitStore: first.limitStore }),
    random: () => first.random(),
    post: first.post,
    egress: first.egress,
    shop: first.shop,
    ...options,
  });
}

function openApp(name: string, options: TestAppOptions): TestApp {
  const url = urlOf(name, APP);
  const log = openLog('silent');
  const database = openDatabase({ url, log });
  const listener = openListener(url, log);
  const egress = options.egress ?? openEgress({ allow: LOOPBACK });
  return {
    url,
    ownerUrl: urlOf(name, OWNER),
    db: database.db,
    transact: database.transact,
    listener,
    vault: openVault('test'),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    post: options.post ?? openPost(egress),
    egress,
    log,
    shop: options.shop ?? { name: 'A shop', url: 'http://127.0.0.1:3000' },
    currency: 'USD',
    limits: options.limits ?? true,
    ...(options.limitStore && { limitStore: options.limitStore }),
    draining: new AbortController().signal,
    async [Symbol.asyncDispose]() {
      await listener.end();
      await database.end();
    },
  };
}

/** Lets nobody into the App's database and ends the connections there are, until `open`. */
export async function shutDatabase(app: TestApp): Promise<{ open(): Promise<void> }> {
  const name = new URL(app.url).pathname.slice(1);
  const letIn = (whether: boolean) =>
    asAdmin((admin) => admin.query(`alter database ${name} allow_connections ${whether}`));
  await letIn(false);
  await asAdmin((admin) =>
    admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      name,
    ]),
  );
  return { open: async () => void (await letIn(true)) };
}

// Two roles as in a shop, so that a grant that is missing or too many fails a test.
const OWNER = 'test_owner';
const APP = 'test_app';
const ROLES = new URL('../../src/platform/db/roles.ts', import.meta.url);
const TEMPLATE_LOCK = 4711; // test files run at the same time, and the first makes the template

async function cloneTemplate(admin: pg.Client, name: string): Promise<void> {
  const hash = createHash('sha256').update(await readFile(ROLES));
  for (const migration of await readMigrations()) hash.update(migration.hash);
  const template = `template_${hash.digest('hex').slice(0, 16)}`;
  await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const known = await admin.query('select 1 from pg_database where datname = $1', [template]);
  if (known.rowCount === 0) await makeTemplate(admin, template);
  await admin.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  await admin.query(`create database ${name} template ${template} owner ${OWNER}`);
}

/** A database that was never used, for processes that set up their shop themselves. */
export async function makeEmptyDatabase(): Promise<
  AsyncDisposable & { readonly url: string; readonly ownerUrl: string }
> {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await makeRoles(admin);
    await admin.query(`create database ${name} owner ${OWNER}`);
  });
  const drop = (admin: pg.Client) => admin.query(`drop database if exists ${name} with (force)`);
  return {
    url: urlOf(name, APP),
    ownerUrl: urlOf(name, OWNER),
    [Symbol.asyncDispose]: async () => void (await asAdmin(drop)),
  };
}

async function makeRoles(admin: pg.Client): Promise<void> {
  const known = await admin.query<{ name: string }>('select rolname as name from pg_roles');
  for (const role of [OWNER, APP]) {
    if (known.rows.some(({ name }) => name === role)) continue;
    await admin.query(`create role ${role} login password '${role}'`);
  }
}

async function makeTemplate(admin: pg.Client, template: string): Promise<void> {
  await makeRoles(admin);
  const fresh = `${template}_new`;
  await admin.query(`drop database if exists ${fresh}`); // of a run that was cut off
  await admin.query(`create database ${fresh} owner ${OWNER}`);
  await migrate(urlOf(fresh, OWNER));
  await grantAppRole(urlOf(fresh, OWNER), APP);
  await admin.query(`alter database ${fresh} rename to ${template}`);
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

function urlOf(database: string, role: string): string {
  const url = new URL(server());
  url.username = role;
  url.password = role;
  url.pathname = `/${database}`;
  return url.href;
}
