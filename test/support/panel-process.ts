import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(ROOT, 'src/main.ts');

// What the shell that runs the tests has set must not decide what is tested.
const FOREIGN =
  /^(DATABASE_URL|MIGRATE_URL|DATA_DIR|PORT|HOST|PANEL_|SENTRY_|LOG_|NOTPANEL_|TRUSTED_|EGRESS_|REDIS_)/;

const environment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name))),
  LOG_LEVEL: 'warn',
  ...env,
});

export type Outcome = { code: number | null; stdout: string; stderr: string };

/** Runs a command of the real executable to its end. */
export async function runCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input = '',
): Promise<Outcome> {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT, env: environment(env) });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** What `start --json` says once it serves. */
export type Started = {
  url: string;
  demo: boolean;
  data: string;
  migrations: string[];
  first_run: {
    services: number;
    operator: { account: number; email: string; password: string };
    customer: { account: number; email: string; password: string; key: string };
  } | null;
  order: string | null;
  ready_ms: number;
};

export type PanelProcess = AsyncDisposable & {
  readonly child: ChildProcess;
  readonly started: Started;
  /** From the start of the process until it said that it serves. */
  readonly readyMs: number;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; tookMs: number }>;
};

/** Starts the panel on any free port, as an operator would, and waits until it serves. */
export async function startPanel(
  env: NodeJS.ProcessEnv,
  command: readonly string[] = ['start'],
): Promise<PanelProcess> {
  const from = performance.now();
  const child = spawn(process.execPath, [MAIN, ...command, '--json'], {
    cwd: ROOT,
    env: environment({ PORT: '0', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([first]) => String(first)),
    exited.then(([code]) => {
      throw new Error(`the panel ended with ${code} before it served:\n${said}`);
    }),
  ]);
  const end = async (signal: NodeJS.Signals) => {
    const asked = performance.now();
    child.kill(signal);
    const [code] = await exited;
    return { code, tookMs: performance.now() - asked };
  };
  const started = JSON.parse(line) as Started | { error: string };
  if ('error' in started) throw new Error(started.error);
  return {
    child,
    started,
    readyMs: performance.now() - from,
    end,
    // In order, so that a test that failed leaves no Postgres behind.
    [Symbol.asyncDispose]: async () => void (await end('SIGTERM')),
  };
}
