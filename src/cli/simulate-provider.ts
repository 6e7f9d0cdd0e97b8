import { once } from 'node:events';
import type { Command } from 'commander';
import { startSimulator } from '#simulator/index.ts';
import { port } from './arguments.ts';
import type { Cli } from './cli.ts';
import { receipt } from './text.ts';

type Options = { port: number; key?: string; ledger?: string };

const PORT = 4000;

export function addSimulateProviderCommand(program: Command, cli: Cli): void {
  program
    .command('simulate-provider')
    .description('a provider that speaks v2 and delivers nothing, to try a shop against')
    .option('--port <n>', 'where it listens, 0 for any', port, PORT)
    .option('--key <text>', 'the key it takes (default: a random one)')
    .option('--ledger <file>', 'remembers there what it accepted (default: nowhere)')
    .action((options: Options) => simulate(cli, options));
}

async function simulate(cli: Cli, options: Options): Promise<void> {
  const simulator = await startSimulator({
    port: options.port,
    ...(options.key === undefined ? {} : { key: options.key }),
    ...(options.ledger === undefined ? {} : { ledgerFile: options.ledger }),
  });
  const { url, key } = simulator;
  cli.print({
    json: { url, key },
    text: [
      receipt('A simulated provider', [
        ['address', url],
        ['key', key],
        ['add it with', `notpanel provider add ${url} ${key}`],
      ]),
      'Ctrl-C stops.',
    ].join('\n\n'),
  });
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await simulator.close();
}
