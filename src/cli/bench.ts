import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';

const PROGRAM = fileURLToPath(new URL('../../bench/run.ts', import.meta.url));

export function addBenchCommand(program: Command): void {
  program
    .command('bench')
    .description('measure this machine: what npm run bench does')
    .argument('[arguments...]', 'handed on; try bench -- --help')
    .allowUnknownOption()
    .action(bench);
}

/** In a process of its own, so that the load does not share the panel's. */
async function bench(given: string[], _: object, command: Command): Promise<void> {
  const json = command.optsWithGlobals<{ json?: boolean }>().json ? ['--json'] : [];
  const child = spawn(process.execPath, [PROGRAM, ...given, ...json], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}
