import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

// Those of `npm start` and of the launcher.
const FLAGS = ['--max-semi-space-size=8', '--max-old-space-size=1024'];

/** A panel in a process of its own, as its operator would run it. */
export type Server = AsyncDisposable & {
  readonly pid: number;
  readonly port: number;
  /** From the start of the process until /readyz said yes. */
  readonly readyMs: number;
};

export type ServerOptions = {
  dataDir: string;
  /** Default: `serve` without a worker. */
  command?: string[];
  env?: NodeJS.ProcessEnv;
  /** Flags for its Node. */
  flags?: string[];
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_MS = 60_000; // four times the goal for a first start
const STOP_MS = 20_000; // above the 15 s that a drain may take
const POLL_MS = 10;

// What the operator's shell may hold must not leak into the measurement.
const FOREIGN = ['DATABASE_URL', 'MIGRATE_URL', 'PANEL_URL', 'SENTRY_DSN', 'NODE_OPTIONS'];

/** Starts a panel on a free port, without limits and demo, and waits until it is ready. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { dataDir, flags = [] } = options;
  const serve = [process.execPath, ...FLAGS, ...flags, 'src/main.ts', 'serve', '--no-worker'];
  const [file, ...args] = options.command ?? serve;
  const port = await freePort();
  const env = { ...environment(dataDir), PORT: String(port), ...options.env };
  const from = performance.now();
  // In a group of its own: `npm start` is three processes, and the last one must end too.
  const child = spawn(file as string, args, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    env,
  });
  let said = '';
  child.stderr?.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  try {
    await untilReady(child, port);
  } catch (error) {
    await stop(child);
    throw new Error(`${(error as Error).message}\n${said}`, { cause: error });
  }
  const readyMs = performance.now() - from;
  const pid = child.pid as number;
  return { pid, port, readyMs, [Symbol.asyncDispose]: () => stop(child) };
}

/** What a panel or a command of the benchmark runs with. */
export function environment(dataDir: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of FOREIGN) delete env[name];
  return {
    ...env,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    NOTPANEL_LIMITS: 'off',
    NOTPANEL_DEMO: '0',
  };
}

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  holder.close();
  await once(holder, 'close');
  return port;
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}`);
    }
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await pause(POLL_MS);
  }
  throw new Error(`the server was not ready within ${READY_MS / 1000} s`);
}

async function stop(child: ChildProcess): Promise<void> {
  const deadline = performance.now() + STOP_MS;
  signal(child, 'SIGTERM');
  while (signal(child, 0) && performance.now() < deadline) await pause(POLL_MS);
  signal(child, 'SIGKILL');
}

/** To the whole group; false when nobody of it is left. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-(pid as number), name);
  } catch {
    return false;
  }
}
