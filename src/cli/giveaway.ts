import { Option, type Command } from 'commander';
import { formatMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import {
  addGiveaway,
  cancelGiveaway,
  drawGiveaway,
  listGiveaways,
  readGiveaway,
  type Giveaway,
} from '#promotions/index.ts';
import { date, future, id, money, whole } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { readTextFile } from './text-file.ts';
import { cut, moment, receipt, table } from './text.ts';

type AddOptions = {
  prize: Money[];
  rules: string;
  opens?: Date;
  closes: Date;
  minAge: number;
  beacon: boolean;
};

export function addGiveawayCommands(program: Command, cli: Cli): void {
  const giveaway = program
    .command('giveaway')
    .description('prizes for customers, with a draw that anyone can re-check');
  giveaway
    .command('add')
    .description('announce one; its terms are committed and never change')
    .argument('<title>', 'what it is called')
    .requiredOption('--rules <file>', 'a text file: what customers read before they enter')
    .addOption(
      new Option('--prize <amount>', 'again for each place, the first one first')
        .argParser((text: string, before?: Money[]) => [...(before ?? []), money(text)])
        .makeOptionMandatory(),
    )
    .requiredOption('--closes <date>', 'such as 2027-01-31T12:00Z', future)
    .option('--opens <date>', 'instead of now', date)
    .option('--min-age <days>', 'how old an account must be to enter', whole, 0)
    .option('--no-beacon', 'do not wait for drand: whoever knows the seed could plan entries')
    .action(cli.answering((title: string, options: AddOptions) => add(cli, title, options)));
  giveaway
    .command('list')
    .description('list giveaways, the one that closes last first')
    .action(cli.answering(() => list(cli)));
  giveaway
    .command('show')
    .description('show one, with what was committed and who won')
    .argument('<giveaway>', 'its number', id)
    .action(cli.answering((one: number) => show(cli, one)));
  giveaway
    .command('draw')
    .description('draw one that has closed and pay the winners, instead of waiting for the task')
    .argument('<giveaway>', 'its number', id)
    .option('--beacon-file <file>', 'what a relay of drand answered, where this host reaches none')
    .action(
      cli.answering((one: number, options: { beaconFile?: string }) => draw(cli, one, options)),
    );
  giveaway
    .command('cancel')
    .description('call one off before it closes; everybody reads why')
    .argument('<giveaway>', 'its number', id)
    .requiredOption('--reason <text>', 'why')
    .action(
      cli.answering((one: number, { reason }: { reason: string }) => cancel(cli, one, reason)),
    );
}

const add = async (cli: Cli, title: string, options: AddOptions): Promise<Answer> => {
  const rules = (await readTextFile(options.rules)).trim();
  return cli.withApp(async (app) => {
    const { id: one } = await addGiveaway(app, {
      ...{ title, rules, prizes: options.prize, closesAt: options.closes },
      ...(options.opens && { opensAt: options.opens }),
      ...{ minAgeDays: options.minAge, beacon: options.beacon, actor: OPERATOR },
    });
    return shown(app, one, `Announced giveaway ${one}`);
  });
};

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const all = await listGiveaways(app);
    return { json: { giveaways: all.map((one) => asJson(one)) }, text: asTable(all) };
  });

const show = (cli: Cli, one: number): Promise<Answer> =>
  cli.withApp((app) => shown(app, one, `Giveaway ${one}`));

const draw = (cli: Cli, one: number, { beaconFile }: { beaconFile?: string }): Promise<Answer> =>
  cli.withApp(async (app) => {
    const answer = beaconFile === undefined ? undefined : await readTextFile(beaconFile);
    const outcome = await drawGiveaway(app, one, answer === undefined ? {} : { answer });
    const done = outcome === 'drawn' ? `Drawn: giveaway ${one}` : `Closed: giveaway ${one}`;
    return shown(app, one, done);
  });

const cancel = (cli: Cli, one: number, reason: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const now = new Date(app.clock.now());
    await app.transact((tx) => cancelGiveaway(tx, { id: one, reason, now }));
    return shown(app, one, `Called off: giveaway ${one}`);
  });

async function shown(app: App, one: number, title: string): Promise<Answer> {
  const giveaway = await readGiveaway(app, one);
  return { json: asJson(giveaway), text: asText(giveaway, title, app.currency) };
}

const asJson = (one: Giveaway) => ({
  giveaway: one.id,
  state: one.state,
  title: one.title,
  prizes: one.prizes.map(({ amount }) => formatMoney(amount)),
  opens_at: one.opensAt.toISOString(),
  closes_at: one.closesAt.toISOString(),
  min_account_age_days: one.minAgeDays,
  beacon_round: one.beaconRound,
  commitment: one.commitment,
  entries: one.entries,
  list_sha256: one.listHash,
  drawn_at: one.drawn?.at.toISOString() ?? null,
  seed: one.drawn?.seed ?? null,
  cancel_reason: one.canceled?.reason ?? null,
  winners: one.winners.map(({ place, amount, ticket }) => ({
    ...{ place, ticket },
    prize: formatMoney(amount),
  })),
});

const SHORT = 36;

const asTable = (all: readonly Giveaway[]): string =>
  table(
    [
      { title: 'ID', right: true },
      { title: 'TITLE' },
      { title: 'STATE' },
      { title: 'CLOSES' },
      { title: 'PRIZES', right: true },
      { title: 'ENTRIES', right: true },
    ],
    all.map((one) => [
      String(one.id),
      cut(one.title, SHORT),
      one.state,
      moment(one.closesAt),
      String(one.prizes.length),
      String(one.entries),
    ]),
    'There are no giveaways. Announce one with: notpanel giveaway add',
  );

function asText(one: Giveaway, title: string, currency: string): string {
  const { beaconRound: round, beaconAt, beaconUrl, closedAt, canceled, drawn } = one;
  const isWaiting = one.state === 'closed' && round !== null && !drawn;
  return receipt(title, [
    ['title', one.title],
    ['state', one.state],
    ['open', `${moment(one.opensAt)} to ${moment(one.closesAt)} UTC`],
    ['prizes', one.prizes.map(({ amount }) => formatMoney(amount)).join(', ') + ` ${currency}`],
    ['entries', String(one.entries)],
    ['commitment', one.commitment],
    ...(round === null ? [] : [['drand round', `${round}, ${moment(beaconAt)} UTC`] as const]),
    ...(canceled ? [['called off', canceled.reason] as const] : []),
    ...(closedAt ? [['list', `${one.listHash}, ${moment(closedAt)} UTC`] as const] : []),
    ...(isWaiting ? [['read it at', beaconUrl ?? ''] as const] : []),
    ...(drawn ? [['seed', drawn.seed] as const] : []),
    ...one.winners.map(
      ({ place, amount, ticket }) =>
        [`place ${place}`, `${formatMoney(amount)} ${currency} to ${ticket}`] as const,
    ),
  ]);
}
