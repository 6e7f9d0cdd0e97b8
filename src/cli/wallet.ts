import type { Command } from 'commander';
import { recordDeposit } from '#accounts/index.ts';
import { creditWallet, readWallet } from '#ledger/index.ts';
import { formatMoney, type Money } from '#lib/money.ts';
import { id, money } from './arguments.ts';
import { OPERATOR, type Cli } from './cli.ts';
import { receipt } from './text.ts';

type CreditOptions = { reason: string; reference?: string };

export function addWalletCommands(program: Command, cli: Cli): void {
  const wallet = program.command('wallet').description('balances and credits');
  wallet
    .command('credit')
    .description('credit a wallet with money taken outside the panel')
    .argument('<account>', 'account number', id)
    .argument('<amount>', 'plain decimal, in the currency of the shop', money)
    .requiredOption('--reason <text>', 'what the money was for; kept in the ledger')
    .option('--reference <text>', 'of the payment; one reference credits once')
    .action(
      cli.answering((account: number, amount: Money, options: CreditOptions) =>
        credit(cli, account, amount, options),
      ),
    );
  wallet
    .command('show')
    .description('show the balance of an account')
    .argument('<account>', 'account number', id)
    .action(cli.answering((account: number) => show(cli, account)));
}

const credit = (cli: Cli, accountId: number, amount: Money, options: CreditOptions) =>
  cli.withApp(async (app) => {
    const { credited, balance } = await app.transact(async (tx) => {
      const made = await creditWallet(tx, { accountId, amount, actor: OPERATOR, ...options });
      if (made.credited) await recordDeposit(tx, accountId, amount);
      return made;
    });
    const money = (value: Money) => `${formatMoney(value)} ${app.currency}`;
    return {
      json: {
        account: accountId,
        credited,
        amount: formatMoney(amount),
        balance: formatMoney(balance),
        currency: app.currency,
      },
      text: receipt(
        credited
          ? `Credited account ${accountId}`
          : `Nothing to do: this reference credited account ${accountId} before`,
        [
          ['amount', money(amount)],
          ['reason', options.reason],
          ...(options.reference ? [['reference', options.reference] as const] : []),
          ['balance', money(balance)],
        ],
      ),
    };
  });

const show = (cli: Cli, accountId: number) =>
  cli.withApp(async (app) => {
    const { balance, creditLimit } = await readWallet(app.db, accountId);
    return {
      json: {
        account: accountId,
        balance: formatMoney(balance),
        credit_limit: formatMoney(creditLimit),
        currency: app.currency,
      },
      text: receipt(`Wallet of account ${accountId}`, [
        ['balance', `${formatMoney(balance)} ${app.currency}`],
        ['credit limit', `${formatMoney(creditLimit)} ${app.currency}`],
      ]),
    };
  });
