import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '#lib/errors.ts';
import { isUnavailable } from '../db/postgres-errors.ts';
import { urlOf } from './address.ts';
import type { Place } from './place.ts';

/**
 * A process's hold on the server: a connection whose locks say "in use" (shared by all) and
 * "this is the panel" (one only). It vanishes with the process, however that ends.
 */
export type Session = {
  readonly client: pg.Client;
  /** Resolves when the connection is gone. */
  readonly lost: Promise<void>;
};

// Advisory lock keys: any numbers, the same in every release.
const LOCKS = 7_165_002;
const OWNER = 1;
const USE = 2;
const SETUP = 3;

const CONNECT_MS = 2_000;
const OWNER_PATIENCE_MS = 5_000; // a killed owner's connection was visible up to 2 s longer
const POLL_MS = 50;

/** One attempt to connect: a session, or whether a server is there at all. */
export async function knock(place: Place): Promise<Session | 'absent' | 'not ready'> {
  const client = new pg.Client({
    connectionString: urlOf(place.address, 'postgres', place.credentials, 'postgres'),
    connectionTimeoutMillis: CONNECT_MS,
    application_name: `notpanel ${process.pid}`,
  });
  const lost = new Promise<void>((resolve) => {
    client.on('end', resolve);
    client.on('error', () => resolve());
  });
  try {
    await client.connect();
    return { client, lost };
  } catch (error) {
    await client.end().catch(() => {});
    return refusal(error as Error & { code?: string }, place);
  }
}

function refusal(error: Error & { code?: string }, place: Place): 'absent' | 'not ready' {
  if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') return 'absent';
  if (isUnavailable(error)) return 'not ready';
  const why =
    error.code === 'EACCES'
      ? 'it belongs to another user: start the panel as that user'
      : error.message;
  throw new AppError('invalid_setting', `the database in ${place.dataDir.path}: ${why}`, {
    cause: error,
  });
}

/** Says that this process uses the server; waits while another one is stopping it. */
export async function markUse({ client }: Session): Promise<void> {
  await client.query('select pg_advisory_lock_shared($1, $2)', [LOCKS, USE]);
}

/** Makes this process the one panel of the data folder, or refuses with `conflict`. */
export async function claimOwnership(
  { client }: Session,
  place: Place,
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + OWNER_PATIENCE_MS;
  while (!(await tryLock(client, 'pg_try_advisory_lock', OWNER))) {
    if (performance.now() > deadline) {
      const { rows } = await client.query<{ name: string }>(
        `select application_name as name from pg_locks join pg_stat_activity using (pid)
         where locktype = 'advisory' and classid = $1 and objid = $2 and granted`,
        [LOCKS, OWNER],
      );
      const holder = rows[0]?.name.replace('notpanel', 'process') ?? 'another process';
      throw new AppError(
        'conflict',
        `a panel runs on ${place.dataDir.path} already (${holder}): stop it, or set another ` +
          'DATA_DIR; commands such as "notpanel doctor" work beside it',
      );
    }
    await pause(POLL_MS, undefined, { signal });
  }
}

/** Serialises what may be set up once only. */
export async function duringSetup<T>({ client }: Session, work: () => Promise<T>): Promise<T> {
  await client.query('select pg_advisory_lock($1, $2)', [LOCKS, SETUP]);
  try {
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1, $2)', [LOCKS, SETUP]).catch(() => {});
  }
}

/**
 * Gives up the use. True: nobody else uses the server, and nobody can begin to before this
 * session ends. `lost` when the session is gone, `silent` when the server does not answer.
 */
export async function lastToLeave({ client }: Session): Promise<boolean | 'lost' | 'silent'> {
  const asked = (async () => {
    await client.query('select pg_advisory_unlock_shared($1, $2)', [LOCKS, USE]);
    return tryLock(client, 'pg_try_advisory_lock', USE);
  })();
  const silent = pause(CONNECT_MS, 'silent' as const, { ref: false });
  return Promise.race([asked.catch(() => 'lost' as const), silent]);
}

export const endSession = ({ client, lost }: Session): Promise<void> => {
  client.end().catch(() => {});
  return Promise.race([lost, pause(CONNECT_MS, undefined, { ref: false })]);
};

async function tryLock(client: pg.Client, how: string, key: number): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>(`select ${how}($1, $2) as got`, [
    LOCKS,
    key,
  ]);
  return rows[0]?.got ?? false;
}
