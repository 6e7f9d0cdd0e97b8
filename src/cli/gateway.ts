import { InvalidArgumentError, type Command } from 'commander';
import { AppError } from '#lib/errors.ts';
import { formatMoney, type Money } from '#lib/money.ts';
import {
  addGateway,
  readGateways,
  setGateway,
  type ConfiguredGateway,
  type GatewayChange,
  type SizeBonus,
} from '#payments/index.ts';
import { basisPoints, money, percent, positive, whole } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { readTextFile } from './text-file.ts';
import { percent as percentText, receipt, table, yesNo } from './text.ts';

type Options = {
  kind: string;
  label?: string;
  minimum?: Money;
  maximum?: Money | 'none';
  fee?: number;
  feeFixed?: Money;
  bonus?: SizeBonus[] | 'none';
  bonusDays?: number;
  position?: number;
  settings?: string;
};

export function addGatewayCommands(program: Command, cli: Cli): void {
  const gateway = program.command('gateway').description('ways to be paid');
  const named = (name: string, description: string) =>
    gateway.command(name).description(description).argument('<name>', 'such as cards');
  withTerms(named('add', 'add a way to pay; customers are offered it at once'))
    .requiredOption('--kind <kind>', 'stripe, btcpay, manual or test')
    .requiredOption('--label <text>', 'what customers read')
    .requiredOption('--minimum <amount>', 'the least that may be credited', money)
    .requiredOption('--settings <file>', 'JSON of what the kind asks for; - reads standard input')
    .action(cli.answering((name: string, options: Options) => add(cli, name, options)));
  gateway
    .command('list')
    .description('list the ways to pay, in the order in which customers see them')
    .action(cli.answering(() => list(cli)));
  withTerms(named('set', 'change what is given; begun payments keep their terms'))
    .option('--label <text>', 'what customers read')
    .option('--minimum <amount>', 'the least that may be credited', money)
    .option('--settings <file>', 'all of its settings anew, as JSON; - reads standard input')
    .action(cli.answering((name: string, options: Options) => set(cli, name, options)));
  named('pause', 'offer it no more; what was begun is credited all the same').action(
    cli.answering((name: string) => change(cli, name, { active: false }, 'Paused')),
  );
  named('resume', 'offer it again').action(
    cli.answering((name: string) => change(cli, name, { active: true }, 'Resumed')),
  );
}

const withTerms = (command: Command): Command =>
  command
    .option('--maximum <amount>', 'the most that may be credited, or none', orNone)
    .option('--fee <percent>', 'of the credit, paid on top', percent)
    .option('--fee-fixed <amount>', 'paid on top of every deposit', money)
    .option('--bonus <from=percent>', 'such as 100=5; again for each size, or none', bonus)
    .option('--bonus-days <n>', 'how long a bonus lasts that is not spent', positive)
    .option('--position <n>', 'lower ones come first', whole);

const orNone = (text: string): Money | 'none' => (text === 'none' ? text : money(text));

function bonus(text: string, before?: SizeBonus[] | 'none'): SizeBonus[] | 'none' {
  if (text === 'none') return text;
  const [from = '', share = ''] = text.split('=');
  if (share === '') throw new InvalidArgumentError('Use a size and a percentage, such as 100=5.');
  const one = { from: money(from), bonusBp: basisPoints(share) };
  return [...(before === undefined || before === 'none' ? [] : before), one];
}

const termsOf = ({ fee, bonus: sizes, maximum, ...rest }: Options): GatewayChange => ({
  ...(rest.label !== undefined && { label: rest.label }),
  ...(rest.minimum !== undefined && { minimum: rest.minimum }),
  ...(maximum !== undefined && { maximum: maximum === 'none' ? null : maximum }),
  ...(fee !== undefined && { feeBp: fee }),
  ...(rest.feeFixed !== undefined && { feeFixed: rest.feeFixed }),
  ...(sizes !== undefined && { bonuses: sizes === 'none' ? [] : sizes }),
  ...(rest.bonusDays !== undefined && { bonusDays: rest.bonusDays }),
  ...(rest.position !== undefined && { position: rest.position }),
});

async function readSettings(file: string): Promise<unknown> {
  const text = await readTextFile(file);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError('invalid_parameter', `${file} is not JSON`, { cause });
  }
}

const add = async (cli: Cli, name: string, options: Options): Promise<Answer> => {
  const settings = await readSettings(options.settings ?? '-');
  const { kind, label = name, minimum = 0n as Money } = options;
  return cli.withApp(async (app) => {
    await addGateway(app, { ...termsOf(options), name, kind, label, minimum, settings });
    return shown(await readGateways(app.db), name, 'Added', app.currency);
  });
};

const set = async (cli: Cli, name: string, options: Options): Promise<Answer> => {
  const settings =
    options.settings === undefined ? {} : { settings: await readSettings(options.settings) };
  return change(cli, name, { ...termsOf(options), ...settings }, 'Changed');
};

const change = (cli: Cli, name: string, wanted: GatewayChange, did: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    await setGateway(app, name, wanted);
    return shown(await readGateways(app.db), name, did, app.currency);
  });

function shown(
  all: readonly ConfiguredGateway[],
  name: string,
  did: string,
  currency: string,
): Answer {
  const one = all.find((gateway) => gateway.name === name);
  if (!one) throw new AppError('not_found', `there is no gateway ${name}`);
  return { json: asJson(one), text: asText(one, `${did} gateway ${name}`, currency) };
}

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const all = await readGateways(app.db);
    return { json: { gateways: all.map(asJson) }, text: asTable(all) };
  });

const asJson = (one: ConfiguredGateway) => ({
  gateway: one.name,
  kind: one.kind,
  label: one.label,
  active: one.active,
  fee_bp: one.feeBp,
  fee_fixed: formatMoney(one.feeFixed),
  minimum: formatMoney(one.minimum),
  maximum: one.maximum === null ? null : formatMoney(one.maximum),
  bonuses: one.bonuses.map(({ from, bonusBp }) => ({
    from: formatMoney(from),
    bonus_bp: bonusBp,
  })),
  bonus_days: one.bonusDays,
  position: one.position,
});

const limitsText = ({ minimum, maximum }: ConfiguredGateway): string =>
  maximum === null
    ? `${formatMoney(minimum)} and more`
    : `${formatMoney(minimum)} to ${formatMoney(maximum)}`;

const feeText = ({ feeBp, feeFixed }: ConfiguredGateway): string =>
  `${percentText(feeBp)} + ${formatMoney(feeFixed)}`;

const bonusText = ({ bonuses }: ConfiguredGateway): string =>
  bonuses
    .map(({ from, bonusBp }) => `${percentText(bonusBp)} from ${formatMoney(from)}`)
    .join(', ');

const asTable = (all: readonly ConfiguredGateway[]): string =>
  table(
    [
      { title: 'GATEWAY' },
      { title: 'KIND' },
      { title: 'LABEL' },
      { title: 'OFFERED' },
      { title: 'FEE', right: true },
      { title: 'CREDITS' },
      { title: 'BONUS' },
    ],
    all.map((one) => [
      one.name,
      one.kind,
      one.label,
      yesNo(one.active),
      feeText(one),
      limitsText(one),
      bonusText(one) || '–',
    ]),
    'There are no ways to pay. Add one with: notpanel gateway add',
  );

const asText = (one: ConfiguredGateway, title: string, currency: string): string =>
  receipt(title, [
    ['kind', one.kind],
    ['label', one.label],
    ['offered', yesNo(one.active)],
    ['fee', `${feeText(one)} (${currency})`],
    ['credits', `${limitsText(one)} (${currency})`],
    ['bonus', bonusText(one) || 'none'],
    ['events come to', `/gateways/${one.name}/events`],
  ]);
