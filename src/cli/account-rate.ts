import type { Command } from 'commander';
import { AppError } from '#lib/errors.ts';
import { formatRate, type Rate } from '#lib/money.ts';
import { setOwnRate, type SetOwnRate } from '#pricing/index.ts';
import { basisPoints, id, rate } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';

type RateOptions = { rate?: Rate; off?: number; none?: boolean };

export function addAccountRateCommand(account: Command, cli: Cli): void {
  account
    .command('rate')
    .description('give an account a price of its own for one service, or take it away')
    .argument('<account>', 'account number', id)
    .argument('<service>', 'number of the service', id)
    .option('--rate <rate>', 'it pays this per 1,000, before its tier’s discount', rate)
    .option('--off <percent>', 'it pays so much less than others', basisPoints)
    .option('--none', 'it pays what others pay')
    .action(
      cli.answering((account: number, service: number, options: RateOptions) =>
        setRate(cli, account, service, options),
      ),
    );
}

const setRate = (
  cli: Cli,
  accountId: number,
  serviceId: number,
  options: RateOptions,
): Promise<Answer> =>
  cli.withApp(async (app) => {
    const own = ownOf(options);
    await app.transact((tx) => setOwnRate(tx, { accountId, serviceId, own }));
    const { rate: fixed, off } = options;
    const pays =
      fixed !== undefined
        ? `${formatRate(fixed)} per 1,000`
        : off === undefined
          ? 'what others pay'
          : `${off / 100} % less`;
    return {
      json: {
        account: accountId,
        service: serviceId,
        rate: fixed === undefined ? null : formatRate(fixed),
        discount_percent: off === undefined ? null : off / 100,
      },
      text: `Account ${accountId} pays ${pays} for service ${serviceId}.`,
    };
  });

function ownOf({ rate: fixed, off, none }: RateOptions): SetOwnRate['own'] {
  const given = [fixed, off, none].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw new AppError('invalid_parameter', 'give one of --rate, --off and --none');
  }
  if (fixed !== undefined) return { rate: fixed };
  return off === undefined ? null : { discountBp: off };
}
