import type { Command } from 'commander';
import { endSessions, listSignIns, removeSecondStep, usersOf, type SignIn } from '#auth/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Db } from '#platform/db/types.ts';
import { id, positive } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { moment, table } from './text.ts';

export function addAccountAccessCommands(account: Command, cli: Cli): void {
  account
    .command('sign-ins')
    .description('who tried to sign in for an account, the newest first')
    .argument('<id>', 'account number', id)
    .option('--limit <n>', 'how many', positive)
    .action(
      cli.answering((one: number, { limit }: { limit?: number }) => signIns(cli, one, limit)),
    );
  account
    .command('sign-out')
    .description('end all sessions of an account at once')
    .argument('<id>', 'account number', id)
    .action(cli.answering((one: number) => signOut(cli, one)));
  account
    .command('second-step-off')
    .description('for somebody who lost phone and recovery codes: be sure who asks')
    .argument('<id>', 'account number', id)
    .action(cli.answering((one: number) => secondStepOff(cli, one)));
}

const signIns = (cli: Cli, account: number, limit: number | undefined): Promise<Answer> =>
  cli.withApp(async (app) => {
    const users = await requireUsers(app.db, account);
    const tries = (await Promise.all(users.map((user) => listSignIns(app.db, user, limit)))).flat();
    return { json: { sign_ins: tries.map(asJson) }, text: asTable(tries) };
  });

const asJson = ({ at, ...rest }: SignIn) => ({ at: at.toISOString(), ...rest });

const asTable = (tries: readonly SignIn[]): string =>
  table(
    [
      { title: 'WHEN (UTC)' },
      { title: 'OUTCOME' },
      { title: 'BY' },
      { title: 'ADDRESS' },
      { title: 'DEVICE' },
    ],
    tries.map((one) => [
      moment(one.at),
      one.outcome.replaceAll('_', ' '),
      one.method,
      one.address ?? '–',
      one.client,
    ]),
    'Nobody tried to sign in within half a year.',
  );

const signOut = (cli: Cli, account: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const users = await requireUsers(app.db, account);
    const ended = await app.transact((tx) => endSessions(tx, users));
    return {
      json: { ok: true, account, sessions: ended },
      text: `Ended ${ended} sessions of account ${account}.`,
    };
  });

const secondStepOff = (cli: Cli, account: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const users = await requireUsers(app.db, account);
    const removed = await app.transact((tx) => removeSecondStep(tx, users));
    if (!removed) throw new AppError('not_found', `account ${account} has no second step`);
    const text = `Account ${account} signs in by password alone, and is signed out everywhere.`;
    return { json: { ok: true, account }, text };
  });

async function requireUsers(db: Db, account: number): Promise<string[]> {
  const users = await usersOf(db, account);
  if (users.length === 0) throw new AppError('not_found', 'there is no such account');
  return users;
}
