import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A client library, and the program that makes its calls for the tests. */
export type Sdk = { name: string; program: string; args: string[]; folder?: string };

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

export const SDKS: readonly Sdk[] = [
  { name: 'typescript', program: process.execPath, args: ['sdk/typescript/test/driver.ts'] },
  { name: 'python', program: 'python3', args: ['-B', 'sdk/python/tests/driver.py'] },
  { name: 'php', program: 'php', args: ['sdk/php/tests/driver.php'] },
  { name: 'go', program: 'go', args: ['run', './internal/driver'], folder: 'sdk/go' },
];

const PROOFS: Record<string, string[]> = {
  php: ['-r', 'exit(extension_loaded("curl") ? 0 : 1);'],
  go: ['version'],
};

/** Why the tests of a language are left out on this machine; where CI=true they never are. */
export function whyNot({ name, program }: Pick<Sdk, 'name' | 'program'>): string | false {
  if (process.env['CI'] === 'true') return false;
  const { status } = spawnSync(program, PROOFS[name] ?? ['--version']);
  return status === 0 ? false : `THE ${name.toUpperCase()} SDK IS NOT TESTED: no ${program} here`;
}

export type Wish = {
  call: string;
  args?: Record<string, unknown> | undefined;
  client?: Record<string, unknown> | undefined;
  random?: number | undefined;
};

export type Outcome = { value?: unknown; error?: Record<string, unknown>; waits: number[] };

export type Driver = AsyncDisposable & { ask(wish: Wish): Promise<Outcome> };

export const NOW_S = 1_800_000_000;
/** What is published of the TypeScript SDK: compiled, as plain JavaScript. */
export async function buildTypescript(folder: string): Promise<string> {
  const project = join(ROOT, 'sdk/typescript/tsconfig.build.json');
  await run(process.execPath, [TSC, '-p', project, '--outDir', join(folder, 'dist')]);
  await copyFile(join(ROOT, 'sdk/typescript/package.json'), join(folder, 'package.json'));
  return join(folder, 'dist/index.js');
}

export const TSC: string = join(ROOT, 'node_modules/typescript/bin/tsc');
const run = promisify(execFile);

const CLIENT = { key: 'np_live_fixture', timeout: 5, retries: 3, max_wait: 65 };

/** Starts a language's driver: one line of JSON in, one out. */
export function startDriver(
  { name, program, args, folder = '' }: Sdk,
  env: NodeJS.ProcessEnv = {},
): Driver {
  const child = spawn(program, args, {
    cwd: join(ROOT, folder),
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async ask({ call, args = {}, client = {}, random = 0.5 }) {
      const wish = { call, args, client: { ...CLIENT, ...client }, random, now: NOW_S };
      child.stdin.write(`${JSON.stringify(wish)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`the driver of ${name} ended`);
      return JSON.parse(value) as Outcome;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exited;
    },
  };
}
