import type { Command } from 'commander';
import {
  checkPassword,
  createAccount,
  hashPassword,
  listAccounts,
  restoreAccount,
  setPassword,
  setTier,
  suspendAccount,
  type Account,
} from '#accounts/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatMoney } from '#lib/money.ts';
import { readClosed, reopenAccount } from '#privacy/index.ts';
import { addAccountAccessCommands } from './account-access.ts';
import { addAccountRateCommand } from './account-rate.ts';
import { id, lineFromStdin, positive } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { day, receipt, table, yesNo } from './text.ts';

type PasswordOptions = { password?: string; passwordStdin?: boolean };
type CreateOptions = PasswordOptions & {
  email: string;
  name?: string;
  tier?: string;
  operator?: boolean;
};
type ListOptions = { after?: number; limit?: number };

export function addAccountCommands(program: Command, cli: Cli): void {
  const account = program.command('account').description('customers');
  withPassword(account.command('create'))
    .description('open an account with an empty wallet')
    .requiredOption('--email <address>', 'signs in with it; one account per address')
    .option('--name <name>', 'of the person who signs in')
    .option('--tier <name>', 'put it into a tier for good; deposits will not move it')
    .option('--operator', 'may enter the desk')
    .action(cli.answering((options: CreateOptions) => create(cli, options)));
  withPassword(account.command('password').argument('<id>', 'account number', id))
    .description('set a new password and end all sessions')
    .action(
      cli.answering((account: number, options: PasswordOptions) =>
        changePassword(cli, account, options),
      ),
    );
  account
    .command('list')
    .description('list accounts, oldest first')
    .option('--after <id>', 'begin after this account', id)
    .option('--limit <n>', 'how many', positive)
    .action(cli.answering((options: ListOptions) => list(cli, options)));
  account
    .command('suspend')
    .description('refuse all calls of an account, within a second')
    .argument('<id>', 'account number', id)
    .option('--reason <text>', 'kept with the account', 'suspended by the operator')
    .action(
      cli.answering((account: number, { reason }: { reason: string }) =>
        suspend(cli, account, reason),
      ),
    );
  account
    .command('restore')
    .description('end a suspension, or give a closed account back within 30 days')
    .argument('<id>', 'account number', id)
    .action(cli.answering((account: number) => restore(cli, account)));
  account
    .command('tier')
    .description('put an account into a tier for good')
    .argument('<id>', 'account number', id)
    .argument('<name>', 'such as Reseller')
    .action(cli.answering((account: number, tier: string) => moveTier(cli, account, tier)));
  addAccountRateCommand(account, cli);
  addAccountAccessCommands(account, cli);
}

const withPassword = (command: Command): Command =>
  command
    .option('--password <text>', 'seen by others on this machine; better is:')
    .option('--password-stdin', 'read the password from the first line of standard input');

const create = (cli: Cli, options: CreateOptions): Promise<Answer> =>
  cli.withNewApp(async (app) => {
    const password = await readPassword(options);
    const hash = password === undefined ? undefined : await hashPassword(password);
    const { id } = await app.transact(async (tx) => {
      const created = await createAccount(tx, {
        email: options.email,
        verified: true,
        ...(options.operator ? { role: 'operator' as const } : {}),
        ...(options.name === undefined ? {} : { name: options.name }),
        ...(hash === undefined ? {} : { password: hash }),
      });
      if (options.tier !== undefined) await setTier(tx, created.id, options.tier);
      return created;
    });
    return {
      json: { account: id },
      text: receipt(`Opened account ${id}`, [
        ['e-mail', options.email],
        ['password', password === undefined ? 'none: nobody can sign in yet' : 'set'],
        ...(options.tier ? [['tier', options.tier] as const] : []),
      ]),
    };
  });

const changePassword = (cli: Cli, account: number, options: PasswordOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const password = await readPassword(options);
    if (password === undefined) {
      throw new AppError('missing_parameter', 'give --password or --password-stdin');
    }
    const hash = await hashPassword(password);
    await app.transact((tx) => setPassword(tx, account, hash));
    return { json: { ok: true, account }, text: `Account ${account} has a new password.` };
  });

async function readPassword(options: PasswordOptions): Promise<string | undefined> {
  if (options.password !== undefined && options.passwordStdin) {
    throw new AppError('invalid_parameter', 'give --password or --password-stdin, not both');
  }
  const password = options.passwordStdin ? await lineFromStdin() : options.password;
  if (password !== undefined) checkPassword(password);
  return password;
}

const list = (cli: Cli, options: ListOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const accounts = await listAccounts(app.db, options);
    return { json: { accounts: accounts.map(asJson) }, text: asTable(accounts) };
  });

const asJson = (account: Account) => ({
  account: account.id,
  email: account.email,
  tier: account.tier,
  tier_pinned: account.tierPinned,
  lifetime_deposits: formatMoney(account.lifetimeDeposits),
  suspended: account.suspended?.reason ?? null,
  created_at: account.createdAt.toISOString(),
});

const asTable = (accounts: Account[]): string =>
  table(
    [
      { title: 'ID', right: true },
      { title: 'E-MAIL' },
      { title: 'TIER' },
      { title: 'DEPOSITS', right: true },
      { title: 'SUSPENDED' },
      { title: 'SINCE' },
    ],
    accounts.map((account) => [
      String(account.id),
      account.email,
      account.tier,
      formatMoney(account.lifetimeDeposits),
      yesNo(account.suspended !== null),
      day(account.createdAt),
    ]),
    'There are no accounts yet. Open one with: notpanel account create --email <address>',
  );

const suspend = (cli: Cli, account: number, reason: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    await app.transact((tx) => suspendAccount(tx, account, reason));
    const text = `Account ${account} is suspended: ${reason}.`;
    return { json: { ok: true, account, suspended: true }, text };
  });

const restore = (cli: Cli, account: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    await app.transact(async (tx) => {
      const isClosed = (await readClosed(tx, account)) !== undefined;
      await (isClosed ? reopenAccount : restoreAccount)(tx, account);
    });
    const text = `Account ${account} may order again.`;
    return { json: { ok: true, account, suspended: false }, text };
  });

const moveTier = (cli: Cli, account: number, name: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { name: tier } = await app.transact((tx) => setTier(tx, account, name));
    return { json: { ok: true, account, tier }, text: `Account ${account} is now in ${tier}.` };
  });
