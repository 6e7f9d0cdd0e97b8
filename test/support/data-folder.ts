import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findPlace } from '#platform/embedded-postgres/place.ts';
import { findServer, stopServer } from '#platform/embedded-postgres/server-process.ts';

export type DataFolder = AsyncDisposable & {
  readonly path: string;
  /** Process number of the Postgres that runs on it. */
  serverPid(): Promise<number | undefined>;
};

/** A folder for one installation; in the end neither it nor its Postgres is left. */
export async function makeDataFolder(below = ''): Promise<DataFolder> {
  const root = await mkdtemp(join(tmpdir(), 'notpanel-data-'));
  await chmod(root, 0o755); // as root, Postgres' user must get through
  const path = join(root, below, 'data');
  return {
    path,
    serverPid: async () => (await findServer(await findPlace(path, {})))?.pid,
    async [Symbol.asyncDispose]() {
      const place = await findPlace(path, {}).catch(() => undefined);
      if (place) await stopServer(place);
      if (place?.address.host.startsWith('/tmp/notpanel-')) {
        await rm(place.address.host, { recursive: true, force: true });
      }
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** One query on a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
