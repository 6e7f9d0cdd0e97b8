import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { eventually } from './eventually.ts';

/** A Redis or Valkey of the test's own, in memory only. */
export type RedisServer = AsyncDisposable & {
  readonly url: string;
  /** The same address without the password. */
  readonly bareUrl: string;
  /** Ends it at once, with all it knows. */
  kill(): Promise<void>;
  /** Starts it again where it was. */
  restart(): Promise<void>;
  /** Keeps its connections and answers nobody, until `resume`. */
  stall(): void;
  resume(): void;
};

const PROGRAMS = ['valkey-server', 'redis-server'];
const READY_MS = 10_000;

export const redisProgram: string | undefined = PROGRAMS.find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

/** Why tests that need one are left out here; CI must have it. */
export const withoutRedis: string | false =
  redisProgram === undefined && process.env['CI'] !== 'true'
    ? `neither ${PROGRAMS.join(' nor ')} is installed`
    : false;

export async function startRedis(password = 'test-password'): Promise<RedisServer> {
  const port = await freePort();
  let server: ChildProcess | undefined;
  const start = async () => {
    const options = { port, bind: '127.0.0.1', save: '', appendonly: 'no', requirepass: password };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    server = spawn(redisProgram ?? 'redis-server', args, { stdio: 'ignore', cwd: '/' });
    server.on('error', () => {});
    await eventually(() => answers(port), READY_MS);
  };
  const kill = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  };
  await start();
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    bareUrl: `redis://127.0.0.1:${port}`,
    kill,
    restart: start,
    stall: () => void server?.kill('SIGSTOP'),
    resume: () => void server?.kill('SIGCONT'),
    [Symbol.asyncDispose]: kill,
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
