import { spawn } from 'node:child_process';
import { chown, open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { asArguments, asFile, SAFETY, TUNING } from './settings.ts';
import { makeAddress, socketFile } from './address.ts';
import { program } from './find-binaries.ts';
import { SERVER_ENVIRONMENT } from './init-cluster.ts';
import type { Place } from './place.ts';
import { disarmStaleLocks, findServer } from './server-process.ts';
import { as } from './service-user.ts';

/** How a start went: `died` holds the server's last words. */
export type Launch = { recovered: boolean; died?: string };

const POLL_MS = 10;
const LARGEST_LOG = 10_000_000; // bytes; then the next start begins a new one and keeps one old
const LAST_WORDS = 2_000; // characters

/**
 * Starts the server in a process group of its own, so that Ctrl-C reaches the panel first, and
 * returns when it takes connections or has given up. Replaying after a crash may take long and
 * is waited for; `signal` ends the waiting and the server.
 */
export async function launch(place: Place, signal: AbortSignal): Promise<Launch> {
  await makeAddress(place.address, place.dataDir);
  await disarmStaleLocks(place);
  const config = join(place.dataDir.path, 'postgres.conf');
  await writeSettings(config);
  const from = await rotateLog(place);
  const log = await open(place.logFile, 'a', 0o600);
  let ended: string | undefined;
  const child = spawn(program(place.binaries, 'postgres'), startArguments(place, config), {
    ...as(place.dataDir.user),
    cwd: place.dataDir.path,
    env: SERVER_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    windowsHide: true,
  });
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, killer) => (ended = `exit ${killer ?? code}`));
  child.unref();
  await log.close();
  while (ended === undefined) {
    if ((await findServer(place))?.ready) {
      return { recovered: (await readLog(place, from)).includes('automatic recovery in progress') };
    }
    await pause(POLL_MS, undefined, { signal }).catch((aborted: Error) => {
      child.kill('SIGINT');
      throw aborted;
    });
  }
  return { recovered: false, died: lastWords(await readLog(place, from)) || ended };
}

/** The end of the server's log, for messages. */
export async function readLastWords(place: Place): Promise<string> {
  const { size } = await stat(place.logFile).catch(() => ({ size: 0 }));
  return lastWords(await readLog(place, Math.max(0, size - LAST_WORDS)));
}

function startArguments({ cluster, address }: Place, config: string): string[] {
  const local = socketFile(address) !== undefined;
  return [
    '-D',
    cluster,
    ...asArguments({
      config_file: config,
      listen_addresses: local ? '' : address.host,
      unix_socket_directories: local ? address.host : '',
      port: address.port,
      ...SAFETY,
    }),
  ];
}

async function writeSettings(path: string): Promise<void> {
  const about = '# Written by notpanel at each start. Your own settings: ALTER SYSTEM.\n';
  const initial = "include_if_exists = 'postgres/postgresql.conf'\n";
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, about + initial + asFile(TUNING), { mode: 0o644 });
  await rename(draft, path);
}

/** Returns where in the log this start's words will begin. */
async function rotateLog({ logFile, dataDir }: Place): Promise<number> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => undefined,
  );
  if (size !== undefined && size < LARGEST_LOG) return size;
  if (size !== undefined) await rename(logFile, `${logFile}.1`);
  await (await open(logFile, 'a', 0o600)).close();
  if (dataDir.user) await chown(logFile, dataDir.user.uid, dataDir.user.gid);
  return 0;
}

const readLog = (place: Place, from: number): Promise<string> =>
  readFile(place.logFile).then(
    (bytes) => bytes.subarray(from).toString(),
    () => '',
  );

/** Without the time and process number of each line. */
const lastWords = (text: string): string =>
  text
    .slice(-LAST_WORDS)
    .replaceAll(/^\d{4}-\S+ \S+ \S+ \[\d+\] +/gm, '')
    .trim();
