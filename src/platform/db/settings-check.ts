import pg from 'pg';
import { AppError } from '#lib/errors.ts';

export type SettingsCheck = {
  /** What makes the database unfit to keep money; each says what would be right. */
  errors: string[];
  warnings: string[];
};

const OLDEST_VERSION = 150_000;
const FEWEST_CONNECTIONS = 30; // panel and worker hold 12 each

type Found = {
  version: number;
  encoding: string;
  recovering: boolean;
  read_only: string;
  fsync: string;
  full_page_writes: string;
  synchronous_commit: string;
  isolation: string;
  checksums: string;
  connections: number;
  superuser: boolean;
  may_change_ledger: boolean;
};

const QUESTIONS = `select
  current_setting('server_version_num')::int as version,
  current_setting('server_encoding') as encoding,
  pg_is_in_recovery() as recovering,
  current_setting('transaction_read_only') as read_only,
  current_setting('fsync') as fsync,
  current_setting('full_page_writes') as full_page_writes,
  current_setting('synchronous_commit') as synchronous_commit,
  current_setting('transaction_isolation') as isolation,
  current_setting('data_checksums') as checksums,
  current_setting('max_connections')::int as connections,
  (select rolsuper from pg_roles where rolname = current_user) as superuser,
  coalesce(has_table_privilege(to_regclass('transfers'), 'update, delete, truncate'), false)
    as may_change_ledger`;

/**
 * Asks a database, as the role of `url`, whether it keeps what it acknowledges. Throws
 * `unavailable` where it cannot be reached.
 */
export async function checkSettings(url: string): Promise<SettingsCheck> {
  const found = await ask(url);
  return { errors: findErrors(found), warnings: findWarnings(found) };
}

async function ask(url: string): Promise<Found> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'notpanel settings check',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<Found>(QUESTIONS);
    return rows[0] as Found;
  } catch (cause) {
    const where = `${client.host}:${client.port}`;
    const text = `the database at ${where} cannot be used: ${(cause as Error).message}`;
    throw new AppError('unavailable', text, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}

function findErrors(found: Found): string[] {
  const errors: string[] = [];
  if (found.version < OLDEST_VERSION) {
    const major = Math.floor(found.version / 10_000);
    errors.push(`Postgres ${major} is too old: use 15 or newer`);
  }
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit'] as const) {
    if (found[name] !== 'off') continue;
    errors.push(`${name} is off, which loses acknowledged orders in a crash: set it to on`);
  }
  if (found.encoding !== 'UTF8') {
    errors.push(`the database's encoding is ${found.encoding}: create one with encoding UTF8`);
  }
  if (found.recovering) {
    errors.push('the server is a standby and cannot be written to: use the primary');
  } else if (found.read_only === 'on') {
    errors.push('transactions are read-only: set default_transaction_read_only to off');
  }
  return errors;
}

function findWarnings(found: Found): string[] {
  const warnings: string[] = [];
  if (found.superuser) {
    warnings.push('the application connects as a superuser: give it a role with fewer rights');
  } else if (found.may_change_ledger) {
    warnings.push(
      'the application may change ledger rows, only triggers stop it: use an ordinary role in ' +
        'DATABASE_URL and the owner in MIGRATE_URL',
    );
  }
  if (found.isolation !== 'read committed') {
    warnings.push(
      `transactions are ${found.isolation} by default and will fail more often than needed: ` +
        'set default_transaction_isolation to read committed',
    );
  }
  if (found.checksums === 'off') {
    warnings.push(
      'data checksums are off, so a failing disk goes unnoticed: pg_checksums --enable',
    );
  }
  if (found.connections < FEWEST_CONNECTIONS) {
    warnings.push(
      `max_connections is ${found.connections}: set it to ${FEWEST_CONNECTIONS} or more`,
    );
  }
  return warnings;
}
