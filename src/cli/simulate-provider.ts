import { once } from 'node:events';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { AppError } from '#lib/errors.ts';
import { formatMoney, type Money } from '#lib/money.ts';
import {
  SAMPLE_SERVICES,
  startSimulator,
  type FaultShare,
  type SimulatedKind,
  type SimulationOptions,
  type Simulator,
  type SimulatorOptions,
} from '#simulator/index.ts';
import { money, port, whole } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { readSimulationFile } from './simulation-file.ts';
import { receipt } from './text.ts';

type Options = {
  port: number;
  key?: string;
  ledger?: string;
  kind?: SimulatedKind;
  faults?: string;
  failRate?: number;
  latency?: number;
  balance?: Money;
  seed?: number;
};

const PORT = 4000;
const KINDS: readonly SimulatedKind[] = ['v2', 'smartpanel', 'cmsnt', 'followeran', 'notpanel'];

export function addSimulateProviderCommand(program: Command, cli: Cli): void {
  program
    .command('simulate-provider')
    .description('a provider that speaks v2 and delivers nothing, to try a shop against')
    .option('--port <n>', 'where it listens, 0 for any', port, PORT)
    .option('--key <text>', 'the key it takes (default: a random one)')
    .option('--ledger <file>', 'remembers there what it accepted (default: nowhere)')
    .addOption(new Option('--kind <name>', 'how it speaks (default: v2)').choices(KINDS))
    .option(
      '--faults <file>',
      'JSON: its services (default: 24 of them), prices, faults and outages',
    )
    .option('--fail-rate <percent>', 'so many calls meet a fault of some kind', percent)
    .option('--latency <ms>', 'every answer takes so long', whole)
    .option('--balance <amount>', 'what we have there to spend (default: credit)', money)
    .option('--seed <n>', 'of the faults, to have the same ones again', whole)
    .action((options: Options) => simulate(cli, options));
}

function percent(text: string): number {
  const value = Number(text);
  if (/^\d{1,3}(\.\d+)?$/.test(text) && value <= 100) return value;
  throw new InvalidArgumentError('Use a percentage from 0 to 100.');
}

async function simulate(cli: Cli, options: Options): Promise<void> {
  const simulator = await startSimulator(settingsOf(options)).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.syscall !== 'listen') throw error;
      throw new AppError('invalid_setting', `cannot listen on ${options.port}: ${error.code}`);
    },
  );
  const { url, key } = simulator;
  cli.print({
    json: { url, key },
    text: [
      receipt('A simulated provider', [
        ['address', url],
        ['key', key],
        ['add it with', `notpanel provider add ${url} ${key}`],
      ]),
      'Ctrl-C stops, and says what it took.',
    ].join('\n\n'),
  });
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await simulator.close();
  cli.print(account(simulator));
}

function settingsOf(options: Options): SimulatorOptions {
  const file = options.faults === undefined ? {} : readSimulationFile(options.faults);
  const { key, ledger, kind, failRate, latency, balance, seed } = options;
  return {
    ...file,
    services: file.services ?? sampleWith(file),
    port: options.port,
    ...(key !== undefined && { key }),
    ...(ledger !== undefined && { ledgerFile: ledger }),
    ...(kind !== undefined && { kind }),
    ...(failRate !== undefined && { faults: [...(file.faults ?? []), ...someOf(failRate)] }),
    ...(latency !== undefined && { latencyMs: latency }),
    ...(balance !== undefined && { balance: formatMoney(balance) }),
    ...(seed !== undefined && { seed }),
  };
}

/** A panel without a list would take orders for services that it does not have. */
const sampleWith = ({ behaviours = {} }: SimulationOptions) => [
  ...SAMPLE_SERVICES,
  ...Object.keys(behaviours)
    .filter((service) => service !== '*')
    .filter((service) => SAMPLE_SERVICES.every((sample) => sample.service !== service))
    .map((service) => ({ service })),
];

const ANY: readonly FaultShare['fault'][] = [
  { answer: 'reset' },
  { answer: 'reset', accepts: true },
  { answer: 'silence', accepts: true },
  { answer: 'bad-gateway', accepts: true },
  { answer: 'broken-json' },
];

/** Each is drawn for after those before it were not, so the shares of what is left grow. */
const someOf = (failRate: number): FaultShare[] =>
  ANY.map((fault, before) => {
    const each = failRate / 100 / ANY.length;
    return { share: Math.min(1, each / (1 - each * before)), fault };
  });

function account(simulator: Simulator): Answer {
  const { orders, ...amounts } = simulator.sums();
  const text = (amount: bigint) => formatMoney(amount as Money);
  const { paidIn, charged, refunded, balance } = amounts;
  return {
    json: {
      orders,
      paid_in: text(paidIn),
      charged: text(charged),
      refunded: text(refunded),
      balance: text(balance),
    },
    text: receipt('What it took', [
      ['orders', String(orders)],
      ['paid in', text(paidIn)],
      ['charged', text(charged)],
      ['refunded', text(refunded)],
      ['balance', text(balance)],
    ]),
  };
}
