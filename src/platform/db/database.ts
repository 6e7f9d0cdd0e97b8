import pg from 'pg';
import { AppError } from '#lib/errors.ts';
import type { Log } from '../log.ts';
import { kyselyOn, type Queryable } from './kysely.ts';
import { openPool, type OpenPool } from './open-pool.ts';
import { isLostConnection } from './postgres-errors.ts';
import type { Db, Tx } from './types.ts';

export type Database = {
  readonly db: Db;
  /** Runs `work` in one transaction; commits when it resolves, rolls back when it throws. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  end(): Promise<void>;
};

export type DatabaseOptions = {
  url: string;
  log: Log;
  /** Connections for transactions and, apart from them, for reading. */
  writers?: number;
  readers?: number;
  /** How long an answer may take to arrive. */
  answerWithinMs?: number;
  applicationName?: string;
};

// Figures of reliability.md 11.2: nothing may wait for ever.
const POOL_WAIT_MS = 2_000;
const ANSWER_MS = 35_000; // above the longest statement: beyond it nobody is there any more
const SESSION = [
  '-c statement_timeout=30s',
  '-c lock_timeout=5s',
  '-c idle_in_transaction_session_timeout=10s',
  '-c timezone=UTC',
  // A plan is kept for the life of a connection, and one that was made while a table was small
  // reads all of it when it is large: 9 ms instead of 0.4 for an order (performance.md).
  '-c enable_seqscan=off',
  // Such plans look expensive, and compiling one takes longer than running it: 1.5 s for 40 ms.
  '-c jit=off',
].join(' ');

// What writes joins a few hundred rows with an index, always.
const WRITING = `${SESSION} -c enable_hashjoin=off -c enable_mergejoin=off`;

const INT8 = 20;
const DATE = 1082;

/** Amounts are bigints and dates stay `yyyy-mm-dd`; the rest is pg's default. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === INT8) return BigInt;
    if (oid === DATE) return String;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/** A commit whose answer was lost: nobody can say whether it happened until it is read back. */
export class CommitUnknown extends AppError {
  constructor(cause: unknown) {
    super('unavailable', 'the database went away during a commit', { cause });
  }
}

export function openDatabase(options: DatabaseOptions): Database {
  const writers = openSessions(options, options.writers ?? 8, WRITING);
  const readers = openSessions(
    options,
    options.readers ?? 4,
    `${SESSION} -c default_transaction_read_only=on`,
  );
  return {
    db: asDb(readers.pool),
    transact: (work) => transact(writers.pool, work),
    async end() {
      await Promise.all([writers.end(), readers.end()]);
    },
  };
}

function openSessions(options: DatabaseOptions, max: number, session: string): OpenPool {
  const config: pg.PoolConfig = {
    connectionString: options.url,
    max,
    connectionTimeoutMillis: POOL_WAIT_MS,
    query_timeout: options.answerWithinMs ?? ANSWER_MS,
    idleTimeoutMillis: 0,
    application_name: options.applicationName ?? 'notpanel',
    options: session,
    types: TYPES,
    pipeline: true,
  };
  return openPool(config, options.log);
}

async function transact<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const begun = client.query('begin');
    begun.catch(() => {}); // whoever writes waits for it, and so does the commit
    const handles = handlesOn(client, begun);
    let result: T;
    try {
      result = await work(handles.tx);
      await begun;
    } catch (error) {
      if (handles.ended) throw await lastFailed(handles.ended, error);
      await client.query('rollback').catch((lost: Error) => (broken = lost));
      throw error;
    }
    await (handles.ended ?? commit(client)).catch((error: Error) => {
      broken = error;
      throw error;
    });
    return result;
  } catch (error) {
    if (isLostConnection(error)) broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function commit(client: pg.PoolClient): Promise<void> {
  let command: string;
  try {
    ({ command } = await client.query('commit'));
  } catch (error) {
    throw isLostConnection(error) ? new CommitUnknown(error) : error;
  }
  // Postgres answers the commit of a failed transaction by rolling back, and without an error.
  if (command !== 'COMMIT') throw new AppError('internal', 'a failed transaction was committed');
}

/** The commit was on its way already: Postgres made a rollback of it, or nobody knows. */
async function lastFailed(ended: Promise<void>, error: unknown): Promise<unknown> {
  await ended.catch(() => {});
  return isLostConnection(error) ? new CommitUnknown(error) : error;
}

/** The handles on a connection, made once; the transaction it is in changes under them. */
type Handles = { tx: Tx; begun: Promise<unknown>; ended: Promise<void> | undefined };

const connections = new WeakMap<pg.PoolClient, Handles>();

function handlesOn(client: pg.PoolClient, begun: Promise<unknown>): Handles {
  let handles = connections.get(client);
  if (!handles) {
    handles = openHandles(client, begun);
    connections.set(client, handles);
  }
  handles.begun = begun;
  handles.ended = undefined;
  return handles;
}

/**
 * Reading goes out at once, in one piece with `begin` (the connection is pipelined and Postgres
 * keeps the order). Writing waits until `begin` was answered: it must never happen outside.
 */
function openHandles(client: pg.PoolClient, begun: Promise<unknown>): Handles {
  const handles = { begun } as Handles;
  const inside: Queryable = {
    query: (async (query: string, values?: unknown[]) => {
      await handles.begun;
      if (handles.ended) throw new AppError('internal', 'a statement after the last one');
      return client.query(query, values);
    }) as Queryable['query'],
  };
  const runLast = async (statement: NamedStatement, values?: readonly unknown[]) => {
    await handles.begun;
    const rows = runner(client)(statement, values);
    handles.ended = commit(client);
    handles.ended.catch(() => {});
    return rows;
  };
  const kysely = kyselyOn(inside);
  handles.tx = {
    selectFrom: kysely.selectFrom.bind(kysely),
    insertInto: kysely.insertInto.bind(kysely),
    updateTable: kysely.updateTable.bind(kysely),
    deleteFrom: kysely.deleteFrom.bind(kysely),
    mergeInto: kysely.mergeInto.bind(kysely),
    rows: runner(client),
    run: runner(inside),
    runLast,
  } as unknown as Tx;
  return handles;
}

function asDb(source: Queryable): Db {
  const kysely = kyselyOn(source);
  return { selectFrom: kysely.selectFrom.bind(kysely), rows: runner(source) } as Db;
}

type NamedStatement = { name: string; text: string; asArrays: boolean };

const runner =
  (source: Queryable) =>
  async (statement: NamedStatement, values: readonly unknown[] = []): Promise<never[]> => {
    const query: pg.QueryConfig & { rowMode?: 'array' } = {
      name: statement.name,
      text: statement.text,
      values: values as unknown[],
    };
    if (statement.asArrays) query.rowMode = 'array';
    const result = await source.query(query as pg.QueryConfig);
    return result.rows as never[];
  };
