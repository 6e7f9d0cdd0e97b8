import type { Command } from 'commander';
import { createCoupon } from '#coupons/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatMoney, type Money } from '#lib/money.ts';
import { basisPoints, date, ids, money, positive } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { addDepositCouponCommands } from './coupon-deposit.ts';
import { day, receipt } from './text.ts';

type Options = {
  percent?: number;
  amount?: Money;
  minimum?: Money;
  starts?: Date;
  ends?: Date;
  maxUses?: number;
  maxUsesPerAccount?: number;
  services?: number[];
};

export function addCouponCommands(program: Command, cli: Cli): void {
  const coupon = program
    .command('coupon')
    .description('discounts on orders and bonuses on deposits');
  addDepositCouponCommands(coupon, cli);
  coupon
    .command('create')
    .description('create a percent or fixed coupon')
    .argument('<code>', '2 to 40 letters, digits, - or _')
    .option('--percent <n>', 'lowers the rate, such as 10 or 2.5', basisPoints)
    .option('--amount <amount>', 'takes a fixed amount off an order', money)
    .option('--minimum <amount>', 'the charge from which on it may be used', money)
    .option('--starts <date>', 'valid from then on, instead of now', date)
    .option('--ends <date>', 'valid until then', date)
    .option('--max-uses <n>', 'by all accounts together', positive)
    .option('--max-uses-per-account <n>', 'by each account', positive)
    .option('--services <ids>', 'only for these services', ids)
    .action(cli.answering((code: string, options: Options) => create(cli, code, options)));
}

const create = (cli: Cli, code: string, options: Options): Promise<Answer> =>
  cli.withApp(async (app) => {
    const value = valueOf(options);
    const { id } = await app.transact((tx) =>
      createCoupon(tx, {
        code,
        ...value,
        ...(options.minimum === undefined ? {} : { minimumCharge: options.minimum }),
        ...(options.starts ? { startsAt: options.starts } : {}),
        endsAt: options.ends ?? null,
        maxUses: options.maxUses ?? null,
        maxUsesPerAccount: options.maxUsesPerAccount ?? null,
        serviceIds: options.services ?? [],
      }),
    );
    return {
      json: { coupon: id, code: code.toUpperCase() },
      text: receipt(`Created the coupon ${code.toUpperCase()}`, [
        [
          'takes off',
          'amount' in value
            ? `${formatMoney(value.amount)} ${app.currency}`
            : `${value.discountBp / 100} %`,
        ],
        ['valid until', options.ends ? day(options.ends) : 'it is withdrawn'],
        ['for', options.services ? `services ${options.services.join(', ')}` : 'every service'],
      ]),
    };
  });

function valueOf({ percent, amount }: Options): { discountBp: number } | { amount: Money } {
  if (percent !== undefined && amount === undefined) return { discountBp: percent };
  if (amount !== undefined && percent === undefined) return { amount };
  throw new AppError('invalid_parameter', 'give either --percent or --amount');
}
