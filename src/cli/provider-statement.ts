import type { Command } from 'commander';
import { asMoney, formatMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import {
  acceptDifference,
  checkStatement,
  compareStatement,
  findPeriod,
  findProvider,
  listDifferences,
  pollBalance,
  type Provider,
  type Statement,
} from '#providers/index.ts';
import { id, positive } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { moment, receipt, table } from './text.ts';

type Options = { days?: number; fresh?: boolean };

/** A difference as it is told; one that was only computed has neither number nor age. */
type Told = {
  id: bigint | null;
  class: string;
  orderId: number | null;
  amount: bigint;
  since: Date | null;
  note: string;
};

export function addProviderStatementCommands(provider: Command, cli: Cli): void {
  provider
    .command('statement')
    .description('compare what it took from our balance with what our orders should cost')
    .argument('<provider>', 'its number', id)
    .option('--days <n>', 'only look at so many days, and keep nothing', positive)
    .option('--fresh', 'up to this moment, with what is still on its way')
    .action(cli.answering((one: number, options: Options) => statement(cli, one, options)));
  provider
    .command('accept')
    .description('close a difference of its statement that stays as it is')
    .argument('<provider>', 'its number', id)
    .argument('<difference>', 'number of the difference', id)
    .requiredOption('--note <text>', 'why it stays')
    .action(
      cli.answering((one: number, difference: number, { note }: { note: string }) =>
        accept(cli, one, difference, note),
      ),
    );
}

const statement = (cli: Cli, one: number, { days, fresh = false }: Options): Promise<Answer> =>
  cli.withApp(async (app) => {
    const provider = await findProvider(app.db, one);
    if (fresh) await pollBalance(app, provider);
    const now = new Date(app.clock.now());
    const period = await findPeriod(app.db, one, {
      now,
      fresh,
      ...(days === undefined ? {} : { days }),
    });
    const keeps = days === undefined && !fresh;
    const read = keeps
      ? await checkStatement(app, provider, period)
      : await compareStatement(app.db, one, period);
    const told = keeps ? await onRecord(app, one) : read.differences.map(computed);
    return {
      json: asJson(provider, read, told),
      text: [asReceipt(provider, read), asTable(told, provider, now)].join('\n\n'),
      failed: told.some((difference) => difference.class !== 'timing'),
    };
  });

const onRecord = async (app: App, providerId: number): Promise<Told[]> =>
  (await listDifferences(app.db, providerId)).map(({ firstSeenAt, ...rest }) => ({
    ...rest,
    since: firstSeenAt,
  }));

const computed = (difference: Statement['differences'][number]): Told => ({
  ...difference,
  id: null,
  since: null,
});

const plain = (amount: bigint) => formatMoney(asMoney(amount));

function asReceipt({ name, currency }: Provider, read: Statement): string {
  const { period, taken, topups, expected, reported, unexplained } = read;
  const shown = (amount: bigint) => `${plain(amount)} ${currency}`;
  return receipt(`${name}, ${moment(period.from)} to ${moment(period.until)}`, [
    ['balance at first', shown(period.opening)],
    ['paid in', shown(topups)],
    ['balance at last', shown(period.closing)],
    ['so it took', shown(taken)],
    ['orders should cost', shown(expected)],
    ['by its reports', shown(reported)],
    ['without explanation', shown(unexplained)],
  ]);
}

const DAY_MS = 24 * 3_600_000;

const ageText = (since: Date | null, now: Date): string =>
  since === null ? '–' : `${Math.floor((now.getTime() - since.getTime()) / DAY_MS)} days`;

const asTable = (told: readonly Told[], { currency }: Provider, now: Date): string =>
  table(
    [
      { title: 'ID', right: true },
      { title: 'CLASS' },
      { title: 'ORDER', right: true },
      { title: currency, right: true },
      { title: 'OPEN FOR' },
      { title: 'WHY' },
    ],
    told.map((one) => [
      one.id === null ? '–' : String(one.id),
      one.class,
      one.orderId === null ? '–' : String(one.orderId),
      plain(one.amount),
      ageText(one.since, now),
      one.note,
    ]),
    'Nothing differs.',
  );

const asJson = ({ id: provider, currency }: Provider, read: Statement, told: readonly Told[]) => ({
  provider,
  currency,
  from: read.period.from.toISOString(),
  until: read.period.until.toISOString(),
  opening: plain(read.period.opening),
  closing: plain(read.period.closing),
  topups: plain(read.topups),
  taken: plain(read.taken),
  expected: plain(read.expected),
  reported: plain(read.reported),
  unexplained: plain(read.unexplained),
  differences: told.map((one) => ({
    difference: one.id === null ? null : Number(one.id),
    class: one.class,
    order: one.orderId,
    amount: plain(one.amount),
    since: one.since?.toISOString() ?? null,
    note: one.note,
  })),
});

const accept = (cli: Cli, one: number, differenceId: number, note: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    await acceptDifference(app, { providerId: one, differenceId, note }, OPERATOR);
    return {
      json: { provider: one, difference: differenceId, accepted: true },
      text: `Difference ${differenceId} is closed; it is not told again while it stays the same.`,
    };
  });
