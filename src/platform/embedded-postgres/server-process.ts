import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { socketFile } from './address.ts';
import { program } from './find-binaries.ts';
import type { Place } from './place.ts';

const run = promisify(execFile);

export type ServerProcess = { pid: number; ready: boolean };

// A stop waits this long for each signal: a fast shutdown writes a checkpoint, which takes about
// a second; the sum fits the panel's 15 s.
const STOPS = [
  { signal: 'SIGINT', mode: 'fast', patienceMs: 8_000 },
  { signal: 'SIGQUIT', mode: 'immediate', patienceMs: 2_000 },
  { signal: 'SIGKILL', mode: 'immediate', patienceMs: 1_000 },
] as const;
const POLL_MS = 20;
// As root we write in a folder of the service user, who could have put a link there.
const REWRITE = constants.O_WRONLY | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);
const NO_PROCESS = 2_147_483_646; // above any system's largest process id

/**
 * The server of this cluster, if it lives. The number in postmaster.pid alone is not trusted:
 * after a crash another process may have got it, so its command line must name the cluster.
 */
export async function findServer({ cluster }: Place): Promise<ServerProcess | undefined> {
  const lines = await readLines(join(cluster, 'postmaster.pid'));
  const pid = Number(lines[0]);
  if (!(await serves(pid, cluster))) return undefined;
  return { pid, ready: lines[7]?.trim() === 'ready' };
}

/** Ends the server: fast, then at once, then by force. Returns when it is gone, or after 11 s. */
export async function stopServer(place: Place): Promise<void> {
  const server = await findServer(place);
  if (!server) return;
  for (const { signal, mode, patienceMs } of STOPS) {
    await tell(place, server.pid, signal, mode);
    const deadline = performance.now() + patienceMs;
    while (performance.now() < deadline) {
      if (!(await serves(server.pid, place.cluster))) return;
      await pause(POLL_MS);
    }
  }
}

/**
 * Lets a start pass lock files whose process number now belongs to somebody else. Postgres would
 * believe them; its other guard, the shared memory named in the same file, stays in force.
 */
export async function disarmStaleLocks(place: Place): Promise<void> {
  const file = join(place.cluster, 'postmaster.pid');
  const [pid, ...rest] = await readLines(file);
  if (await isStranger(Number(pid), place.cluster)) {
    await writeFile(file, [NO_PROCESS, ...rest].join('\n'), { flag: REWRITE });
  }
  const socket = socketFile(place.address);
  if (!socket) return;
  const [holder] = await readLines(`${socket}.lock`);
  if (await isStranger(Number(holder), place.cluster)) await rm(`${socket}.lock`);
}

async function isStranger(pid: number, cluster: string): Promise<boolean> {
  return isAlive(pid) && !(await serves(pid, cluster));
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function serves(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const [name = '', ...args] = text.split('\0');
    return basename(name) === 'postgres' && args.includes(cluster);
  }
  if (process.platform === 'win32') {
    // Command lines are not to be had cheaply there.
    return (await output('tasklist', ['/NH', '/FI', `PID eq ${pid}`])).includes('postgres.exe');
  }
  const text = await output('ps', ['-o', 'args=', '-p', String(pid)]);
  return text.includes(`postgres -D ${cluster} `);
}

const output = (name: string, args: string[]): Promise<string> =>
  run(name, args).then(
    ({ stdout }) => stdout,
    () => '',
  );

async function tell(
  place: Place,
  pid: number,
  signal: NodeJS.Signals,
  mode: string,
): Promise<void> {
  if (process.platform === 'win32') {
    const args = ['stop', '--no-wait', '-D', place.cluster, '-m', mode];
    await run(program(place.binaries, 'pg_ctl'), args).catch(() => {});
    return;
  }
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}

const readLines = (path: string): Promise<string[]> =>
  readFile(path, 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  );
