import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { openLog } from '#platform/log.ts';
import { openApp } from '#app.ts';
import { startApi } from './api.ts';

// Half of what a start costs; who is killed writes nothing at its end, so it is written before.
const COMPILED = join(tmpdir(), 'node-compile-cache');
const SELF = fileURLToPath(import.meta.url);

/** The API of a shop in a process of its own, which can be killed. */
export type ApiProcess = {
  readonly child: ChildProcess;
  readonly url: string;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
};

/** Starts it on a database that is migrated; nothing but the API runs in it. */
export async function startApiProcess(databaseUrl: string): Promise<ApiProcess> {
  const child = spawn(process.execPath, [SELF, databaseUrl], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  const gone = once(child, 'exit').then(() => {});
  const complaints = text(child.stderr);
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([first]) => String(first)),
    gone.then(async () => {
      throw new Error(`the process ended before it served:\n${await complaints}`);
    }),
  ]);
  return { child, url: line, gone };
}

if (process.argv[1] === SELF) {
  const { app } = await openApp({
    databaseUrl: process.argv[2] ?? '',
    secret: 'test',
    log: openLog('silent'),
    limits: false,
    whenNew: 'empty',
  });
  flushCompileCache();
  process.stdout.write(`${(await startApi(app)).url}\n`);
}
