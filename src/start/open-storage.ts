import { mkdir } from 'node:fs/promises';
import { AppError } from '#lib/errors.ts';
import { grantAppRole } from '#platform/db/roles.ts';
import { migrate, readMigrations } from '#platform/db/migrate.ts';
import { checkSettings } from '#platform/db/settings-check.ts';
import {
  findCluster,
  startPostgres,
  usePostgres,
  type Postgres,
} from '#platform/embedded-postgres/index.ts';
import type { Log } from '#platform/log.ts';
import type { Config } from '../config.ts';

/** The database, found or started, and the folder for what is not in it. */
export type Storage = AsyncDisposable & {
  readonly kind: 'embedded' | 'outside';
  /** What the application works as. */
  readonly appUrl: string;
  /** What owns the tables. */
  readonly ownerUrl: string;
  readonly dataDir: string;
  /** For people: what was found, and what they should know. */
  readonly found: string;
  readonly notes: string[];
};

/**
 * `panel` is the one process that owns the embedded server; a `command` shares it. `signal` gives up
 * a start that is under way. Refuses an
 * outside database whose settings would lose orders, with `invalid_setting`.
 */
export async function openStorage(
  config: Config,
  log: Log,
  use: 'panel' | 'command',
  signal?: AbortSignal,
): Promise<Storage> {
  if (config.databaseUrl !== undefined) return openOutside(config, config.databaseUrl);
  const open = use === 'panel' ? startPostgres : usePostgres;
  const postgres = await open({ dataDir: config.dataDir, log, ...(signal ? { signal } : {}) });
  return {
    kind: 'embedded',
    appUrl: postgres.appUrl,
    ownerUrl: postgres.ownerUrl,
    dataDir: postgres.dataDir,
    found: describe(postgres),
    notes: postgres.note === undefined ? [] : [postgres.note],
    [Symbol.asyncDispose]: () => postgres.stop(),
  };
}

function describe({ adopted, recovered, first, dataDir }: Postgres): string {
  const how = first
    ? 'made and started an embedded Postgres'
    : adopted
      ? 'found the embedded Postgres running'
      : recovered
        ? 'started the embedded Postgres, which recovered from a crash,'
        : 'started the embedded Postgres';
  return `${how} in ${dataDir}`;
}

async function openOutside(config: Config, appUrl: string): Promise<Storage> {
  const { errors, warnings } = await checkSettings(appUrl);
  if (errors.length > 0) {
    const text = errors.map((error) => `DATABASE_URL: ${error}`).join('\n');
    throw new AppError('invalid_setting', text);
  }
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const { host, pathname } = new URL(appUrl);
  return {
    kind: 'outside',
    appUrl,
    ownerUrl: config.migrateUrl ?? appUrl,
    dataDir: config.dataDir,
    found: `uses the Postgres at ${host || 'a local socket'}, database ${pathname.slice(1)}`,
    notes: warnings,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** Refuses with `not_found` where opening the storage would make the embedded database. */
export async function requireStorage(config: Config): Promise<void> {
  if (config.databaseUrl !== undefined) return;
  const { path, made } = await findCluster(config.dataDir);
  if (made) return;
  throw new AppError('not_found', `there is no shop in ${path} yet: npm start makes one`);
}

/** Brings the database to this release: tables, the queue's tables, the application's rights. */
export async function migrateStorage(storage: Storage): Promise<{ applied: string[] }> {
  const applied = await migrate(storage.ownerUrl);
  const { migrateQueue } = await import('#worker/index.ts'); // large, and seldom needed
  await migrateQueue(storage.ownerUrl);
  await grantAppRole(storage.ownerUrl, decodeURIComponent(new URL(storage.appUrl).username));
  return { applied };
}

/** How many migrations of this release there are, for people. */
export const countMigrations = async (): Promise<number> => (await readMigrations()).length;
