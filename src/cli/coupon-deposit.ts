import type { Command } from 'commander';
import { AppError } from '#lib/errors.ts';
import { formatMoney, type Money } from '#lib/money.ts';
import {
  createDepositCoupon,
  listDepositCoupons,
  setDepositCouponActive,
  type ListedDepositCoupon,
} from '#payments/index.ts';
import { basisPoints, date, id, list, money, positive } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { day, percent, receipt, table, yesNo } from './text.ts';

type Options = {
  codes?: string[];
  make?: number;
  prefix?: string;
  percent?: number;
  amount?: Money;
  most?: Money;
  minimum?: Money;
  starts?: Date;
  ends?: Date;
  maxUses?: number;
  maxUsesPerAccount?: number;
  maxUsesPerCode?: number;
  days?: number;
};

export function addDepositCouponCommands(coupon: Command, cli: Cli): void {
  const deposit = coupon.command('deposit').description('bonuses on deposits, by one code or many');
  deposit
    .command('create')
    .description('create a bonus with its codes; they are printed')
    .argument('<name>', 'what you call it')
    .option('--codes <list>', 'such as SPRING or SPRING,AUTUMN', list)
    .option('--make <n>', 'make so many codes, each good once', positive)
    .option('--prefix <text>', 'what codes that are made begin with')
    .option('--percent <n>', 'of the credit, such as 10 or 2.5', basisPoints)
    .option('--most <amount>', 'the most that the percentage gives', money)
    .option('--amount <amount>', 'a fixed bonus', money)
    .option('--minimum <amount>', 'the credit from which on it may be used', money)
    .option('--starts <date>', 'valid from then on, instead of now', date)
    .option('--ends <date>', 'valid until then', date)
    .option('--max-uses <n>', 'by all codes and accounts together', positive)
    .option('--max-uses-per-account <n>', 'by each account', positive)
    .option('--max-uses-per-code <n>', 'of each code', positive)
    .option('--days <n>', 'how long the bonus lasts that is not spent', positive)
    .action(cli.answering((name: string, options: Options) => create(cli, name, options)));
  deposit
    .command('list')
    .description('list deposit bonuses, the newest first')
    .action(cli.answering(() => listAll(cli)));
  for (const [name, active] of [
    ['end', false],
    ['resume', true],
  ] as const) {
    deposit
      .command(name)
      .description(active ? 'take its codes again' : 'take its codes no more')
      .argument('<coupon>', 'its number', id)
      .action(cli.answering((one: number) => set(cli, one, active)));
  }
}

const create = (cli: Cli, name: string, options: Options): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { maxUses = null, maxUsesPerAccount = null, maxUsesPerCode, days } = options;
    const made = await app.transact((tx) =>
      createDepositCoupon(
        tx,
        {
          name,
          codes: codesOf(options),
          ...valueOf(options),
          ...(options.minimum !== undefined && { minimum: options.minimum }),
          ...(options.starts && { startsAt: options.starts }),
          ...(options.ends && { endsAt: options.ends }),
          ...(maxUsesPerCode !== undefined && { maxUsesPerCode }),
          ...(days !== undefined && { bonusDays: days }),
          maxUses,
          maxUsesPerAccount,
        },
        new Date(app.clock.now()),
      ),
    );
    return {
      json: { coupon: made.id, codes: made.codes },
      text: [receipt(`Created deposit bonus ${made.id}`, [['name', name]]), ...made.codes].join(
        '\n',
      ),
    };
  });

function codesOf({ codes, make, prefix }: Options) {
  if (codes && make === undefined) return codes;
  if (make !== undefined && !codes) return { make, ...(prefix !== undefined && { prefix }) };
  throw new AppError('invalid_parameter', 'give either --codes or --make');
}

function valueOf({ percent: bonusBp, amount, most }: Options) {
  if (bonusBp !== undefined && amount === undefined) return { bonusBp, most: most ?? null };
  if (amount !== undefined && bonusBp === undefined) return { amount };
  throw new AppError('invalid_parameter', 'give either --percent or --amount');
}

const set = (cli: Cli, one: number, active: boolean): Promise<Answer> =>
  cli.withApp(async (app) => {
    await app.transact((tx) => setDepositCouponActive(tx, one, active));
    return {
      json: { coupon: one, active },
      text: `The codes of deposit bonus ${one} are ${active ? 'taken again' : 'taken no more'}.`,
    };
  });

const listAll = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const all = await listDepositCoupons(app.db);
    return { json: { coupons: all.map(asJson) }, text: asTable(all) };
  });

const asJson = (one: ListedDepositCoupon) => ({
  coupon: one.id,
  name: one.name,
  bonus_bp: one.bonusBp,
  amount: one.amount === null ? null : formatMoney(one.amount),
  most: one.most === null ? null : formatMoney(one.most),
  minimum: formatMoney(one.minimum),
  starts_at: one.startsAt.toISOString(),
  ends_at: one.endsAt?.toISOString() ?? null,
  codes: Number(one.codes),
  uses: Number(one.uses),
  max_uses: one.maxUses,
  active: one.active,
});

const asTable = (all: readonly ListedDepositCoupon[]): string =>
  table(
    [
      { title: 'ID', right: true },
      { title: 'NAME' },
      { title: 'GIVES', right: true },
      { title: 'FROM', right: true },
      { title: 'CODES', right: true },
      { title: 'USED', right: true },
      { title: 'UNTIL' },
      { title: 'TAKEN' },
    ],
    all.map((one) => [
      String(one.id),
      one.name,
      one.amount === null ? percent(one.bonusBp) : formatMoney(one.amount),
      formatMoney(one.minimum),
      one.codes === 1n ? one.code : String(one.codes),
      String(one.uses),
      day(one.endsAt),
      yesNo(one.active),
    ]),
    'There are no bonuses. Create one with: notpanel coupon deposit create',
  );
