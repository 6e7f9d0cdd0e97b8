import type { Command } from 'commander';
import { checkProvider, findProvider, saveProven, type Finding } from '#providers/index.ts';
import { id } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { bold, dim, receipt } from './text.ts';

type Options = { save?: boolean };

export function addProviderCheckCommand(provider: Command, cli: Cli): void {
  provider
    .command('check')
    .description('ask it all that can be asked without an order, and say what that means')
    .argument('<provider>', 'its number', id)
    .option('--save', 'set what is proven: ids a status call, refill, cancel')
    .action(cli.answering((one: number, options: Options) => check(cli, one, options)));
}

const check = (cli: Cli, one: number, { save = false }: Options): Promise<Answer> =>
  cli.withApp(async (app) => {
    const provider = await findProvider(app.db, one);
    const { findings, proven } = await checkProvider(app, provider);
    if (save) await saveProven(app, provider, proven);
    const failed = findings.some(({ verdict }) => verdict === 'bad');
    const settings = Object.entries(proven).map(([name, value]) => [name, String(value)] as const);
    return {
      json: {
        provider: one,
        ok: !failed,
        findings: findings.map(({ probe, verdict, seen, means }) => ({
          probe,
          verdict,
          seen,
          means,
        })),
        proven: { status_batch: proven.statusBatch, refill: proven.refill, cancel: proven.cancel },
        saved: save,
      },
      text: [
        ...findings.map(asText),
        ...(settings.length === 0
          ? []
          : [receipt(save ? 'Saved' : 'Proven, and set by --save', settings.map(named))]),
        failed
          ? `Mend what is bad before orders go to ${provider.name}.`
          : `Orders may go to ${provider.name}.`,
      ].join('\n\n'),
      failed,
    };
  });

const MARKS: Record<Finding['verdict'], string> = { ok: 'ok  ', odd: 'odd ', bad: 'BAD ' };

const asText = ({ probe, verdict, seen, means }: Finding): string =>
  [`${MARKS[verdict]} ${bold(probe)}`, `     ${dim(seen)}`, `     ${means}`].join('\n');

const NAMES: Record<string, string> = {
  statusBatch: 'ids a status call',
  refill: 'takes refills',
  cancel: 'takes wishes to cancel',
};

const named = ([name, value]: readonly [string, string]): readonly [string, string] => [
  NAMES[name] ?? name,
  value === 'true' ? 'yes' : value === 'false' ? 'no' : value,
];
